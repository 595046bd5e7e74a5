# @summary Brings daemons back after a reboot, and applies the definitions directory now and then.
#
# Porto forgets its containers when the host is rebooted. The units start the core that Puppet has synced to
# the host, with whatever Java runtime is there when they run.
#
# @api private
class porto::boot {
  $ruby = $facts.dig('porto', 'ruby')
  $launcher = $facts.dig('porto', 'launcher')

  if $porto::manage_boot and $facts.dig('porto', 'systemd') and $ruby and $launcher {
    $portod = $porto::service.then |$name| { regsubst($name, '\.service\z', '') }
    $parameters = { 'ruby' => $ruby, 'launcher' => $launcher, 'portod' => $portod }

    ['boot.service', 'definitions.service', 'definitions.timer'].each |$unit| {
      file { "/etc/systemd/system/porto-daemons-${unit}":
        ensure  => file,
        owner   => 'root',
        group   => 'root',
        mode    => '0644',
        content => epp("porto/${unit}.epp", $parameters),
      }
    }

    # Only enabled: to run it now would repeat what this run does.
    service { 'porto-daemons-boot.service':
      enable  => true,
      require => File['/etc/systemd/system/porto-daemons-boot.service'],
    }

    # The agent does this by itself, and at once.
    $timer = $porto::agent::ensure ? {
      'running' => 'stopped',
      default   => 'running',
    }

    service { 'porto-daemons-definitions.timer':
      ensure    => $timer,
      enable    => $timer == 'running',
      subscribe => File[
        '/etc/systemd/system/porto-daemons-definitions.service',
        '/etc/systemd/system/porto-daemons-definitions.timer'
      ],
    }
  }
}
