# @summary Takes away what the module has put on a host, and its daemons where that is asked for.
#
# What is left to others (`manage_boot`, `command`, `sinks`) is left alone here, too. Packages of Java and of Porto,
# portod's configuration and the state store stay.
#
# @api private
class porto::removal {
  if $facts.dig('porto', 'systemd') {
    # The agent's unit is put there whatever `manage_boot` says.
    $started = $porto::manage_boot ? {
      true    => ['agent.service', 'boot.service', 'definitions.timer', 'report.timer'],
      default => ['agent.service'],
    }
    $beside = $porto::manage_boot ? {
      true    => ['definitions.service', 'report.service'],
      default => [],
    }
    $services = $started.map |$unit| { "porto-daemons-${unit}" }

    service { $services:
      ensure => stopped,
      enable => false,
    }

    ($started + $beside).each |$unit| {
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

  porto_declared { 'porto': }

  # What was too much to be taken away is still Puppet's.
  Porto_purge <| title == 'porto' |> -> Porto_declared['porto']

  # Between the runs it would make what files declare.
  Service <| title == 'porto-daemons-agent.service' |> -> Porto_declared['porto']

  if $porto::command {
    $put_there = [
      $porto::command,
      '/usr/local/share/man/man8/porto-daemon.8',
      '/usr/local/share/bash-completion/completions/porto-daemon',
    ]

    file { $put_there:
      ensure => absent,
    }
  }

  if !$porto::sinks.empty {
    file { '/etc/porto-daemons/config.json':
      ensure => absent,
    }
  }
}
