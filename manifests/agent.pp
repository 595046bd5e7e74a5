# @summary Runs the agent, which keeps daemons as they are declared between Puppet's runs.
#
# The agent brings back what died, asks daemons for their health, restarts those that are ill, applies the
# definitions directory as it changes, and tells the sinks; so the timers that do some of it now and then are not
# needed beside it, and are stopped. Puppet's runs go through its socket and start no Java.
#
# Class `porto` contains it. On a host without systemd nothing is installed: run `porto-daemon agent` below
# whatever keeps services there, as docs/agent.md shows.
#
# @example In Hiera
#   porto::agent::ensure: running
#   porto::agent::group: oncall
#
# @param ensure
#   `running`: installed as a service, enabled and started. `stopped`: the service stopped, disabled and taken
#   away. Without it, neither is done.
#
# @param interval
#   Seconds between two looks at everything, for what no event told of.
#
# @param group
#   The group whose members may change daemons through the agent's socket, beside root; others may read.
#
# @param prometheus_port
#   The port of 127.0.0.1 at which the agent answers Prometheus under `/metrics`; without it, it does not.
#
class porto::agent (
  Optional[Enum['running', 'stopped']] $ensure = undef,
  Integer[1, 86400] $interval = 300,
  Optional[Pattern[/\A[a-z_][a-z0-9_-]*\$?\z/]] $group = undef,
  Optional[Porto::Port] $prometheus_port = undef,
) {
  $ruby = $facts.dig('porto', 'ruby')
  $launcher = $facts.dig('porto', 'launcher')
  $unit = 'porto-daemons-agent.service'
  $path = "/etc/systemd/system/${unit}"

  if $ensure and $facts.dig('porto', 'systemd') and $ruby and $launcher {
    if $ensure == 'running' {
      file { $path:
        ensure  => file,
        owner   => 'root',
        group   => 'root',
        mode    => '0644',
        content => epp('porto/agent.service.epp', {
            'ruby'            => $ruby,
            'launcher'        => $launcher,
            'portod'          => $porto::service.then |$name| { regsubst($name, '\.service\z', '') },
            'interval'        => $interval,
            'group'           => $group,
            'prometheus_port' => $prometheus_port,
        }),
      }

      service { $unit:
        ensure    => running,
        enable    => true,
        subscribe => File[$path],
      }
    } else {
      service { $unit:
        ensure => stopped,
        enable => false,
      }

      file { $path:
        ensure  => absent,
        require => Service[$unit],
      }
    }
  }
}
