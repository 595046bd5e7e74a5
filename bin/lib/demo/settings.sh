# shellcheck shell=bash
# Names and places of the demo. Everything it makes lies in DEMO, except what its packages install. Sourced.

DEMO=${PORTO_DEMO_DIR:-/var/tmp/puppet-porto-demo}
EXAMPLE=juggler-agent-object.yaml
SHORT_EXAMPLE=juggler-agent-short.yaml
DAEMON=juggler-agent-rtc
CORE_PACKAGE=juggler-client-core
CORE_VERSION=2.3.2001221352
CORE_NEXT_VERSION=2.3.2003101510
CONFIG_PACKAGE=yandex-rtc-juggler-config
CONFIG_VERSION=1.0-6238270
DEMO_USER=monitor
CLIENT=/usr/bin/juggler-client
MAINTAINER_LOG=$DEMO/maintainer-scripts.log

# The environment of every command of the demo: its own endpoint, state and apt sources, not the machine's.
demo_environment() {
  cat <<EOT
export PORTO_SOCKET='$DEMO_SOCKET'
export PORTO_DAEMON_STATE_DIR='$DEMO/state'
export PORTO_DAEMON_RUN_DIR='$DEMO/run'
export PORTO_DAEMON_CACHE_DIR='$DEMO/cache'
export PORTO_DAEMON_DEFINITIONS_DIR='$DEMO/definitions'
export PORTO_DAEMON_CONFIG='$DEMO/config.json'
export PORTO_DAEMON_LOG='$DEMO/porto-daemon.log'
export APT_CONFIG='$DEMO/apt/apt.conf'
EOT
}
