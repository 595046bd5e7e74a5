# @summary Runs the daemons that Hiera declares.
#
# Daemons come from `porto::daemons`, merged over all levels of Hiera: daemons by name, properties by key,
# packages by name, lists whole. Each becomes a `porto_daemon` resource. For hosts of the family Debian: on others the
# catalog does not compile.
#
# @example Everything from Hiera
#   include porto
#
# @example A daemon in Hiera
#   porto::daemons:
#     juggler-agent-rtc:
#       version: '2.3.2001221352'
#       packages:
#         juggler-client-core: '2.3.2001221352'
#       properties:
#         cmd: ['/usr/bin/juggler-client', '--config-dir', '/etc/juggler/']
#         user: monitor
#         group: monitor
#         memory_limit: 2Gb
#
# @param ensure
#   `absent` takes away what the module has put on the host: units, command line, configuration of sinks. Daemons
#   go on running, unless `purge` says what becomes of them: then all that this module created go, declared or not,
#   up to `purge_limit`. What was installed of Java and Porto stays, and so does the state store.
#
# @param daemons
#   Daemons by name, each in the short form or as the `meta` and `spec` of a definition file. Given to the
#   class itself, they count as one more level above Hiera's.
#
# @param defaults
#   Policy for every daemon that does not say otherwise.
#
# @param env_secrets
#   Secret environment variables by daemon.
#
# @param purge
#   What becomes of daemons that this module created and that are not declared any more: `none` leaves them
#   alone, `absent` removes their containers, `purged` their packages as well. What a definition file declares stays.
#
# @param purge_limit
#   How many daemons may be removed in one run because they are not declared any more. When there are more,
#   none is removed and the run fails. The same when no daemon is declared at all.
#
# @param manage_java
#   Whether a Java runtime is installed on hosts that have none which serves.
#
# @param java_package
#   The package that brings the Java runtime.
#
# @param package
#   The package that brings Porto; without it, Porto is taken as it is.
#
# @param package_ensure
#   The version of Porto's package, or `installed`.
#
# @param config
#   What portod's configuration file holds; without it, the file is left alone.
#
# @param config_path
#   Where portod's configuration file lies.
#
# @param service
#   The service that runs portod, with or without `.service` at its end; without it, portod is left alone.
#
# @param manage_boot
#   Whether units are installed that bring the daemons back after a reboot, apply the definitions directory every
#   five minutes and, where there is something to tell, tell the sinks every minute. Only on hosts with systemd.
#
# @param command
#   Where the operator's command line is installed, with its manual page; false leaves both out.
#
# @param sinks
#   Where status goes (Prometheus, YASM, Juggler) and where actions are logged, as docs/monitoring/README.md
#   explains; without it, the core's configuration file is left alone.
#
class porto (
  Enum['present', 'absent'] $ensure = 'present',
  Hash[Porto::Name, Optional[Hash[String[1], Any]]] $daemons = {},
  Porto::Policy $defaults = {},
  Variant[Porto::EnvSecrets, Sensitive[Porto::EnvSecrets]] $env_secrets = {},
  Enum['none', 'absent', 'purged'] $purge = 'none',
  Integer[1] $purge_limit = 5,
  Boolean $manage_java = true,
  String[1] $java_package = 'openjdk-17-jre-headless',
  Optional[Porto::Package::Name] $package = undef,
  Variant[Enum['installed'], Porto::Package::Version] $package_ensure = 'installed',
  Optional[String] $config = undef,
  Pattern[/\A\//] $config_path = '/etc/portod.conf',
  Optional[String[1]] $service = undef,
  Boolean $manage_boot = true,
  Variant[Boolean[false], Pattern[/\A\//]] $command = '/usr/local/bin/porto-daemon',
  Porto::Sinks $sinks = {},
) {
  if $ensure == 'absent' {
    contain porto::removal
  } else {
    # First, since others ask whether it runs.
    contain porto::agent
    contain porto::install
    contain porto::config
    contain porto::sinks
    contain porto::service
    contain porto::boot

    Class['porto::install'] -> Class['porto::config'] ~> Class['porto::service'] -> Class['porto::boot']
    Class['porto::sinks'] -> Class['porto::service']
    Class['porto::boot'] -> Class['porto::agent']

    $secrets = $env_secrets ? {
      Sensitive => $env_secrets.unwrap,
      default   => $env_secrets,
    }

    $merged = porto::layers('porto::daemons', $daemons)

    # Names may have dots, which the function get would take for steps.
    $attributes = $merged.map |$name, $daemon| {
      [$name, porto::attributes($name, $daemon, $defaults, $secrets[$name].lest || { {} })]
    }

    $attributes.each |$named| {
      [$name, $own] = $named
      porto_daemon { $name:
        *       => $own,
        require => Class['porto::service'],
      }
    }

    # Between the runs, too: what is told only when something changes is soon taken for gone.
    $reports = !$sinks.filter |$kind, $settings| { $kind in ['prometheus', 'yasm', 'juggler'] }.empty
    $syslog = $attributes.any |$named| { $named[1]['syslog'] }
    if $reports or $syslog {
      contain porto::report
      Class['porto::sinks'] -> Class['porto::report']
    }

    if $merged.empty {
      porto_declared { 'porto':
        require => Class['porto::service'],
      }
    }

    if $purge != 'none' {
      porto_purge { 'porto':
        mode     => $purge,
        limit    => $purge_limit,
        declared => $merged.length,
        require  => Class['porto::service'],
      }
      # A lookup that failed shall let nothing go.
      Porto_purge['porto'] -> Porto_declared <| title == 'porto' |>
    }
  }
}
