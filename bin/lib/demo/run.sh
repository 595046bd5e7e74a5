# shellcheck shell=bash
# Running a command before the reader's eyes, and holding its outcome against what it should be.
# Sourced after say.sh and settings.sh.

# Runs a command, shows it and everything it printed; RC and OUTPUT (a file) hold the outcome. The command
# runs in the background so that a signal to the script is answered at once, not when the command ends.
show() {
  printf '%s$ %s%s\n' "$BOLD" "$(readable "$@")" "$PLAIN"
  quietly "$@"
  sed -e '/Facter: Permission denied .*\/proc\/1\/environ/d' "$OUTPUT"
}

# As show, without showing.
quietly() {
  OUTPUT=$DEMO/output
  RC=0
  "$@" >"$OUTPUT" 2>&1 </dev/null &
  CHILD=$!
  wait "$CHILD" || RC=$?
  CHILD=''
}

# A command line as one would type it: quotes only where they are needed.
readable() {
  local word line=''
  for word in "$@"; do
    [[ $word =~ ^[A-Za-z0-9_./:=@%+,-]+$ ]] || word="'${word//\'/\'\\\'\'}'"
    line+="$word "
  done
  printf '%s' "${line% }"
}

expect_exit() {
  [[ $RC -eq $1 ]] || fail "step $STEP: exit code $RC instead of $1"
  good "exit code $1${2:+: $2}"
}

# The last command printed something that matches the extended regular expression.
expect_output() {
  grep -Eq -- "$1" "$OUTPUT" || fail "step $STEP: the output has nothing like: $1"
}

# "what" is said, once "$@" came out as "wanted".
expect_same() {
  local what=$1 wanted=$2 got
  shift 2
  got=$("$@" 2>&1) || true
  [[ $got == "$wanted" ]] || fail "step $STEP: $what: '$got' instead of '$wanted'"
  good "$what"
}

# "what" is said, once the command succeeds.
expect() {
  local what=$1
  shift
  "$@" >/dev/null 2>&1 || fail "step $STEP: not so: $what"
  good "$what"
}
