# shellcheck shell=bash
# The demo's steps, in order. Each shows what it does, and fails when that is not what it should be.
# Sourced after everything else.

step_tools() {
  step "What this needs"
  install_packages "${DEMO_PACKAGES[@]}"
  if [[ ${#INSTALLED_TOOLS[@]} -gt 0 ]]; then
    note "These are tools for building and stay installed; to remove them later:"
    note "  apt-get purge --autoremove ${INSTALLED_TOOLS[*]}"
  fi
}

step_build() {
  step "Build with Maven"
  if stale "$CORE_JAR" java-core puppet-module || stale "$EMBEDDED_JAR" portod-embedded; then
    printf '%s$ mvn -pl portod-embedded,puppet-module -am -DskipTests package%s\n' "$BOLD" "$PLAIN"
    build_modules portod-embedded puppet-module || fail "the build failed"
  else
    note "Both jars are newer than their sources."
  fi
  show ls -l "$CORE_JAR" "$EMBEDDED_JAR"
  expect_exit 0 "the core is in the module, where pluginsync takes it from"
}

step_porto() {
  step "Porto"
  if [[ -n $REAL_PORTO ]]; then
    note "A Porto socket is here: $DEMO_SOCKET. The demo uses that portod."
  else
    note "No portod here: starting the embedded endpoint, which speaks the real protocol and runs real processes."
    start_endpoint
  fi
  portoctl list >"$DEMO/containers-before" || fail "Porto does not answer on $DEMO_SOCKET"
  ! grep -qx "$DAEMON" "$DEMO/containers-before" ||
    fail "a container $DAEMON is there already; the demo would destroy it, so it does not start"
  touch "$DEMO/started-containers"
  good "Porto answers on $DEMO_SOCKET"
  note "(portoctl, below, is bin/lib/demo/portoctl.pl: a client of its own that shares no code with the core.)"
}

step_packages() {
  step "Two real packages in an apt source of their own"
  mkdir -p "$DEMO/apt/pool"
  build_deb "$CORE_PACKAGE" "$CORE_VERSION" "$(dpkg --print-architecture)"
  build_deb "$CONFIG_PACKAGE" "$CONFIG_VERSION" all
  make_apt_source
  quietly env APT_CONFIG="$DEMO/apt/apt.conf" apt-get -q update
  expect_exit 0
  show env APT_CONFIG="$DEMO/apt/apt.conf" apt-cache madison "$CORE_PACKAGE" "$CONFIG_PACKAGE"
  expect_output "$CORE_PACKAGE \| +$CORE_VERSION"
}

step_hiera() {
  step "The daemon, in Hiera"
  make_site
  UNSUPPORTED=''
  cp "$ROOT/hiera-examples/$EXAMPLE" "$SITE/data/common.yaml"
  if [[ -n $REAL_PORTO ]]; then
    UNSUPPORTED=$'\n    unsupported: warn'
    note "A kernel without Porto's memory patches has no memory_guarantee. For this host 'unsupported: warn' says so"
    note "in the report and leaves the property out, instead of failing:"
    this_host <<EOT
porto::daemons:
  $DAEMON:$UNSUPPORTED
EOT
  fi
  show cat "$SITE/data/common.yaml"
  show cat "$SITE/manifests/site.pp"
}

step_first_run() {
  step "The first run"
  apply_and_show
  expect_exit 2 "there were changes, and none failed"
}

step_what_is_there() {
  step "What is there now"
  show puppet resource porto_daemon --confdir "$DEMO/puppet"
  expect_exit 0
  expect_output "porto_daemon \{ ['\"]${DAEMON}['\"]"
  expect_output "ensure +=> 'running'"
  apply_what_was_printed
  show dpkg-query -W -f "\${Package} \${Version} \${Status}\n" "$CORE_PACKAGE" "$CONFIG_PACKAGE"
  expect_same "$CORE_PACKAGE has the pinned version" "$CORE_VERSION" installed_version "$CORE_PACKAGE"
  expect_same "$CONFIG_PACKAGE has the pinned version" "$CONFIG_VERSION" installed_version "$CONFIG_PACKAGE"
  show cat "$MAINTAINER_LOG"
  expect "every maintainer script saw HOSTMAN=1" maintainer_scripts_saw_hostman
  show_process
  expect_same "the process runs as the declared user and group" "$DEMO_USER $DEMO_USER" \
    stat -c '%U %G' "/proc/$PID"
  expect_command_line /usr/bin/juggler-client --pid-file /var/run/juggler-client.pid \
    --lock-file /var/run/juggler-client.pid --config-dir /etc/juggler/
  note "Its standard output, as Porto keeps it:"
  wait_for_output "interval = 5"
  show portoctl get "$DAEMON" stdout
  expect_exit 0
  expect_output "juggler-client $CORE_VERSION: user $DEMO_USER, group $DEMO_USER"
}

# What is left out on this host is not printed either, so there the printed daemon is another revision.
apply_what_was_printed() {
  local before
  before=$(container_pid)
  cp "$OUTPUT" "$SITE/manifests/as-it-is.pp"
  show puppet apply --confdir "$DEMO/puppet" --detailed-exitcodes "$SITE/manifests/as-it-is.pp"
  if [[ -z $UNSUPPORTED ]]; then
    expect_exit 0 "what it printed is Puppet code that describes this very state"
    return
  fi
  expect_exit 2 "what it printed is Puppet code; without what this host left out it is another revision, by label alone"
  note "Hiera's declaration is put back, again by a label alone:"
  apply_and_show
  expect_exit 2
  expect_same "the process is still the same one" "$before" container_pid
}

step_second_run() {
  step "A second run changes nothing"
  local before=$PID
  apply_and_show
  expect_exit 0 "no changes"
  note "Nor does the same daemon in the short form, with native YAML values: its revision is the same."
  cp "$ROOT/hiera-examples/$SHORT_EXAMPLE" "$SITE/data/common.yaml"
  apply_and_show
  expect_exit 0 "no changes"
  expect_same "the process is still the same one" "$before" container_pid
  cp "$ROOT/hiera-examples/$EXAMPLE" "$SITE/data/common.yaml"
}

step_noop() {
  step "A new version is published; what would it do? noop"
  build_deb "$CORE_PACKAGE" "$CORE_NEXT_VERSION" "$(dpkg --print-architecture)"
  index_packages
  note "Nobody has run apt-get update: that is done when a version is not known, and not under noop."
  this_host <<EOT
porto::daemons:
  $DAEMON:
    properties:
      cpu_limit: 2c
    packages:
      $CORE_PACKAGE: $CORE_NEXT_VERSION$UNSUPPORTED
EOT
  apply_and_show --noop
  expect_exit 0 "noop"
  expect_output "cpu_limit: 3c -> 2c"
  expect_output "$CORE_PACKAGE: $CORE_VERSION -> $CORE_NEXT_VERSION"
  expect_same "nothing was installed" "$CORE_VERSION" installed_version "$CORE_PACKAGE"
  expect_same "the limit is as it was" 3c portoctl get "$DAEMON" cpu_limit
  expect_same "the process is still the same one" "$PID" container_pid
}

step_live_change() {
  step "A limit changes: live, without a restart"
  this_host <<EOT
porto::daemons:
  $DAEMON:
    properties:
      cpu_limit: 2c$UNSUPPORTED
EOT
  apply_and_show
  expect_exit 2
  expect_output "cpu_limit: 3c -> 2c \(live\)"
  expect_same "Porto has the new limit" 2c portoctl get "$DAEMON" cpu_limit
  expect_same "the process is still the same one: $PID" "$PID" container_pid
}

step_update() {
  step "A version changes: that takes a restart"
  local before=$PID
  note "Besides, this host gets an argument with spaces and quotes. Lists are replaced whole, hashes by key."
  this_host <<EOT
porto::daemons:
  $DAEMON:
    properties:
      cpu_limit: 2c
      cmd:
        - /usr/bin/juggler-client
        - --config-dir
        - /etc/juggler/
        - --comment
        - two words, "double" and 'single' quotes, \$HOME; and a * too
    packages:
      $CORE_PACKAGE: $CORE_NEXT_VERSION$UNSUPPORTED
EOT
  apply_and_show
  expect_exit 2
  expect_output "$CORE_PACKAGE: $CORE_VERSION -> $CORE_NEXT_VERSION \(restart\)"
  expect_same "$CORE_PACKAGE has the new version" "$CORE_NEXT_VERSION" installed_version "$CORE_PACKAGE"
  show_process
  [[ $PID != "$before" ]] || fail "step $STEP: the process is still $before"
  good "a new process: $PID instead of $before"
  expect_command_line /usr/bin/juggler-client --config-dir /etc/juggler/ --comment \
    "two words, \"double\" and 'single' quotes, \$HOME; and a * too"
  apply_and_show
  expect_exit 0 "and again no changes"
}

step_drift() {
  step "Someone changes things by hand; the next run puts them right"
  show portoctl set "$DAEMON" cpu_limit 1c
  expect_exit 0
  show dpkg --remove "$CONFIG_PACKAGE"
  expect_exit 0
  apply_and_show
  expect_exit 2
  expect_output "cpu_limit: 1c -> 2c"
  expect_output "$CONFIG_PACKAGE: .* -> $CONFIG_VERSION"
  expect_same "the limit is back" 2c portoctl get "$DAEMON" cpu_limit
  expect_same "the package is back" "$CONFIG_VERSION" installed_version "$CONFIG_PACKAGE"
  show portoctl stop "$DAEMON"
  expect_exit 0
  apply_and_show
  expect_exit 2
  expect_same "the container runs again" running portoctl get "$DAEMON" state
}

step_mistakes() {
  step "Mistakes, and what they say"
  local before
  before=$(container_pid)
  note "A misspelt property in Hiera: the catalog does not compile, and nothing at all is done."
  this_host <<EOT
porto::daemons:
  $DAEMON:
    properties:
      memory_limt: 1Gb
EOT
  apply_and_show
  expect_exit 1
  expect_output "porto::daemons '$DAEMON' .*'properties' unrecognized key 'memory_limt'; did you mean 'memory_limit'"

  note "In a resource of its own that resource alone fails, and the others of the catalog go on."
  apply_mistaken "$CORE_NEXT_VERSION" "'memory_limt' => '1Gb'"
  expect_output "Porto_daemon\[mistaken\].*properties.memory_limt.*did you mean 'memory_limit'"

  note "So it is with a Porto that does not answer."
  apply_mistaken "$CORE_NEXT_VERSION" "'memory_limit' => '1Gb'" PORTO_SOCKET="$DEMO/nowhere.socket"
  expect_output "Porto_daemon\[mistaken\].*cannot connect to $DEMO/nowhere.socket .*nothing is known of containers"

  note "A version that no apt source has: the daemon stays as it is."
  this_host <<EOT
porto::daemons:
  $DAEMON:
    packages:
      $CORE_PACKAGE: '9.9'$UNSUPPORTED
EOT
  apply_and_show
  [[ $RC -eq 4 || $RC -eq 6 ]] || fail "step $STEP: exit code $RC instead of 4 or 6"
  good "exit code $RC: a failure"
  expect_output "Porto_daemon\[${DAEMON}\].*no source has $CORE_PACKAGE=9.9; known versions of $CORE_PACKAGE: .*$CORE_VERSION"

  ! portoctl list | grep -qx mistaken || fail "step $STEP: a container came of it"
  expect_same "no package was touched" "$CORE_NEXT_VERSION" installed_version "$CORE_PACKAGE"
  expect_same "the daemon is still the same process" "$before" container_pid
}

# Applies a daemon with a version and a property, beside another resource: version, property, environment.
apply_mistaken() {
  local another=$DEMO/another-resource
  rm -f "$another"
  cat >"$SITE/manifests/mistaken.pp" <<EOT
porto_daemon { 'mistaken':
  packages   => { '$CORE_PACKAGE' => '$1' },
  properties => { 'cmd' => ['$CLIENT'], $2 },
}
file { '$another':
  content => "done\\n",
}
EOT
  shift 2
  show cat "$SITE/manifests/mistaken.pp"
  show env "$@" puppet apply --confdir "$DEMO/puppet" --detailed-exitcodes "$SITE/manifests/mistaken.pp"
  expect_exit 6 "changes, and failures"
  expect "the other resource went on" test -s "$another"
}

step_delete() {
  step "delete_requested: true"
  this_host <<EOT
porto::daemons:
  $DAEMON:
    meta:
      kind: PortoDaemon
      name: $DAEMON
      delete_requested: true
EOT
  apply_and_show
  expect_exit 2
  ! portoctl list | grep -qx "$DAEMON" || fail "step $STEP: the container is still there"
  good "the container is gone"
  expect_same "$CORE_PACKAGE is gone, configuration too" absent package_state "$CORE_PACKAGE"
  expect_same "$CONFIG_PACKAGE is gone, configuration too" absent package_state "$CONFIG_PACKAGE"
  expect "the process is gone" process_is_gone "$PID"
  note "The status stays, so that one can wait until every host has removed the daemon:"
  show "$ROOT/bin/porto-daemon" status -o json
  expect_exit 0
  expect_output REMOVED
  show "$ROOT/bin/porto-daemon" history "$DAEMON"
  expect_exit 0
  apply_and_show
  expect_exit 0 "removing what is not there is no change"
}

apply_and_show() {
  show puppet apply --confdir "$DEMO/puppet" --detailed-exitcodes "$@" "$SITE/manifests/site.pp"
}

installed_version() {
  dpkg-query -W -f '${Version}' "$1"
}

maintainer_scripts_saw_hostman() {
  [[ -s $MAINTAINER_LOG ]] && ! grep -v 'HOSTMAN=1$' "$MAINTAINER_LOG"
}

container_pid() {
  portoctl get "$DAEMON" root_pid
}

# PID is the daemon's process from here on.
show_process() {
  PID=$(container_pid)
  show ps -o pid,user,group,args -p "$PID"
  expect_exit 0
}

# The process's command line is exactly the arguments given, compared byte for byte.
expect_command_line() {
  printf '%s\0' "$@" | cmp -s - "/proc/$PID/cmdline" ||
    fail "step $STEP: /proc/$PID/cmdline is not the declared command: $(tr '\0' '|' <"/proc/$PID/cmdline")"
  show od -An -c "/proc/$PID/cmdline"
  good "/proc/$PID/cmdline is the declared list, byte for byte"
}

wait_for_output() {
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    [[ $(portoctl get "$DAEMON" stdout 2>/dev/null) != *"$1"* ]] || return 0
    sleep 0.1
  done
}

process_is_gone() {
  [[ ! -e /proc/$1 ]]
}
