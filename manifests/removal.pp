# @summary Takes away what the module has put on a host, and its daemons where that is asked for.
#
# What is left to others (`manage_boot`, `command`, `sinks`) is left alone here, too. Packages of Java and of Porto,
# portod's configuration and the state store stay.
#
# @api private
class porto::removal {
  if $porto::manage_boot and $facts.dig('porto', 'systemd') {
    $started = ['agent.service', 'boot.service', 'definitions.timer', 'report.timer']
    $services = $started.map |$unit| { "porto-daemons-${unit}" }

    service { $services:
      ensure => stopped,
      enable => false,
    }

    ($started + ['definitions.service', 'report.service']).each |$unit| {
      file { "/etc/systemd/system/porto-daemons-${unit}":
        ensure  => absent,
        require => Service[$services],
      }
    }
  }

  if $porto::purge != 'none' {
    porto_purge { 'porto':
      mode  => $porto::purge,
      limit => $porto::purge_limit,
      all   => true,
    }

    # It would bring them back.
    Service <| title == 'porto-daemons-agent.service' |> -> Porto_purge['porto']
  }

  if $porto::command {
    file { [$porto::command, '/usr/local/share/man/man8/porto-daemon.8']:
      ensure => absent,
    }
  }

  if !$porto::sinks.empty {
    file { '/etc/porto-daemons/config.json':
      ensure => absent,
    }
  }
}
