# shellcheck shell=bash
# The machine before and after: what must not be there yet, and taking everything down again.
# Sourced after run.sh.

# Refuses to start where the demo would meddle with something real.
check_machine() {
  [[ $(id -u) -eq 0 ]] || fail "the demo installs packages and starts containers: run it as root"
  [[ -f /etc/debian_version ]] || fail "the demo is made for Debian 12 and its kin: /etc/debian_version is missing"
  if [[ -e $DEMO ]]; then
    fail "$DEMO is there: a demo is running, or was left standing by --keep; bin/demo --teardown takes it down"
  fi
  local package
  for package in "$CORE_PACKAGE" "$CONFIG_PACKAGE"; do
    [[ $(package_state "$package") == absent ]] ||
      fail "the package $package is on this machine already; the demo would purge it, so it does not start"
  done
}

package_state() {
  local state
  state=$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) || state=''
  [[ -z $state || $state == not-installed ]] && echo absent || echo "$state"
}

# A picture of what the demo could leave behind: packages, users, files of /etc, sockets, programs. Without
# the backup copies that adduser and deluser make of the user database.
machine_picture() {
  dpkg-query -W -f 'package ${Package} ${Version} ${db:Status-Status}\n'
  getent passwd | sed 's/^/user /'
  getent group | sed 's/^/group /'
  find /etc /run /usr/bin /var/lib/porto-daemons /var/cache/porto-daemons -xdev -type f,l,s \
    ! -regex '/etc/\(passwd\|group\|shadow\|gshadow\)-' -printf 'file %p %s\n' 2>/dev/null || true
}

# Writes the picture, and who owned what, for teardown and --teardown alike.
remember_machine() {
  mkdir -p "$DEMO"
  chmod 0755 "$DEMO"
  getent passwd "$DEMO_USER" >/dev/null || touch "$DEMO/user-is-ours"
  machine_picture | LC_ALL=C sort >"$DEMO/machine-before"
}

# Takes down whatever of the demo is there, from whichever step it stopped at. Never fails half-way.
teardown() {
  [[ -d $DEMO ]] || return 0
  local package present=()
  [[ -z ${CHILD:-} ]] || { kill "$CHILD" 2>/dev/null; wait "$CHILD" 2>/dev/null; }
  destroy_containers
  stop_endpoint
  for package in "$CORE_PACKAGE" "$CONFIG_PACKAGE"; do
    [[ $(package_state "$package") == absent ]] || present+=("$package")
  done
  if [[ ${#present[@]} -gt 0 ]]; then
    APT_CONFIG=$DEMO/apt/apt.conf apt_get purge -y "${present[@]}" >"$DEMO/purge.log" 2>&1 ||
      dpkg --purge --force-all "${present[@]}" >>"$DEMO/purge.log" 2>&1 || cat "$DEMO/purge.log" >&2
  fi
  if [[ -e $DEMO/user-is-ours ]] && getent passwd "$DEMO_USER" >/dev/null; then
    deluser --system --quiet "$DEMO_USER" >/dev/null 2>&1 || userdel "$DEMO_USER"
  fi
  cp "$DEMO/machine-before" "${TMPDIR:-/tmp}/puppet-porto-demo-before.$$" 2>/dev/null || true
  rm -rf "$DEMO"
}

# Compares the machine with the picture taken at the start; only what the demo could have done counts as failure.
compare_machine() {
  local before=${TMPDIR:-/tmp}/puppet-porto-demo-before.$$ differences
  [[ -f $before ]] || return 0
  differences=$(machine_picture | LC_ALL=C sort | LC_ALL=C comm -3 "$before" - || true)
  rm -f "$before"
  if [[ -z $differences ]]; then
    good "packages, users, groups and files under /etc, /run and /usr/bin are as they were"
  else
    note "Different on this machine since the demo began (left: before, right: now):"
    printf '%s\n' "$differences"
    ! grep -Eq 'porto|juggler|monitor|hostman' <<<"$differences" || fail "the demo has left something behind; see above"
  fi
  [[ $(package_state "$CORE_PACKAGE")$(package_state "$CONFIG_PACKAGE") == absentabsent ]] ||
    fail "packages of the demo are left: $CORE_PACKAGE or $CONFIG_PACKAGE"
  [[ ! -e $CLIENT ]] || fail "$CLIENT is left"
  [[ ! -e $DEMO ]] || fail "$DEMO is left"
}
