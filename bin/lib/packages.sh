# shellcheck shell=bash
# The Debian packages the scripts need, each list in one place. Sourced after say.sh.

# What a build needs.
BUILD_PACKAGES=(openjdk-17-jdk-headless maven)

# What the demo needs besides: Puppet, and a compiler and dpkg's tools to make its .debs.
DEMO_PACKAGES=("${BUILD_PACKAGES[@]}" puppet-agent dpkg-dev gcc libc6-dev adduser procps)

# What the tests need besides.
TEST_PACKAGES=("${DEMO_PACKAGES[@]}" ruby-rspec ruby-rspec-puppet puppet-lint metadata-json-lint
  puppet-strings puppetserver r10k shellcheck debootstrap systemd tmux
  libfaketime)

# What measuring needs besides: something that draws.
BENCH_PACKAGES=("${DEMO_PACKAGES[@]}" gnuplot-nox)

# The ones of "$@" that are not installed, one a line. A JDK that is there already serves, whatever its package.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $package == openjdk-* ]] && javac -version >/dev/null 2>&1 && continue
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

# Installs what is missing of "$@" and says so; INSTALLED_TOOLS holds what was installed.
install_packages() {
  mapfile -t INSTALLED_TOOLS < <(missing_packages "$@")
  if [[ ${#INSTALLED_TOOLS[@]} -eq 0 ]]; then
    note "Nothing is missing of: $*"
    return
  fi
  [[ $(id -u) -eq 0 ]] || fail "missing packages: ${INSTALLED_TOOLS[*]}; run this as root, or install them first"
  note "Installing with apt-get: ${INSTALLED_TOOLS[*]}"
  apt_install "${INSTALLED_TOOLS[@]}" || fail "apt-get could not install ${INSTALLED_TOOLS[*]}"
}

# Tries the lists as they are first: refreshing them is the slow part.
apt_install() {
  local log
  log=$(mktemp)
  if apt_get install -y --no-install-recommends "$@" >"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  if apt_get update >"$log" 2>&1 && apt_get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  return 1
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
