# shellcheck shell=bash
# What the scripts say, and how. Sourced.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
  BOLD='' RED='' GREEN='' PLAIN=''
fi
STEP=0

# A numbered heading.
step() {
  STEP=$((STEP + 1))
  printf '\n%s=== %d. %s ===%s\n' "$BOLD" "$STEP" "$*" "$PLAIN"
}

note() {
  printf '%s\n' "$*"
}

good() {
  printf '%sok%s  %s\n' "$GREEN" "$PLAIN" "$*"
}

# Ends the script; its EXIT trap still runs.
fail() {
  printf '%sFAILED: %s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}
