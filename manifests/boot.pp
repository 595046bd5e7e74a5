# @summary Brings daemons back after a reboot, and applies the definitions directory now and then.
#
# Porto forgets its containers when the host is rebooted. The units start the core that Puppet has synced to
# the host, so they are written once that and a Java runtime are there.
#
# @api private
class porto::boot {
  $java = $facts.dig('porto', 'java_path')
  $jar = $facts.dig('porto', 'jar')

  if $porto::manage_boot and $facts.dig('porto', 'systemd') and $java and $jar {
    $parameters = { 'java' => $java, 'jar' => $jar, 'portod' => $porto::service }

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

    service { 'porto-daemons-definitions.timer':
      ensure    => running,
      enable    => true,
      subscribe => File[
        '/etc/systemd/system/porto-daemons-definitions.service',
        '/etc/systemd/system/porto-daemons-definitions.timer'
      ],
    }
  }
}
