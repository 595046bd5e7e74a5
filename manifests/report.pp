# @summary Tells the sinks how daemons are, and syslog what they write, every minute between Puppet's runs.
#
# Where the agent runs it does so by itself, and the unit does nothing.
#
# @api private
class porto::report {
  $ruby = $facts.dig('porto', 'ruby')
  $launcher = $facts.dig('porto', 'launcher')

  if $porto::manage_boot and $facts.dig('porto', 'systemd') and $ruby and $launcher {
    ['report.service', 'report.timer'].each |$unit| {
      file { "/etc/systemd/system/porto-daemons-${unit}":
        ensure  => file,
        owner   => 'root',
        group   => 'root',
        mode    => '0644',
        content => epp("porto/${unit}.epp", { 'ruby' => $ruby, 'launcher' => $launcher }),
      }
    }

    # The agent does this by itself, and at once.
    $timer = $porto::agent::ensure ? {
      'running' => 'stopped',
      default   => 'running',
    }

    service { 'porto-daemons-report.timer':
      ensure    => $timer,
      enable    => $timer == 'running',
      subscribe => File[
        '/etc/systemd/system/porto-daemons-report.service',
        '/etc/systemd/system/porto-daemons-report.timer'
      ],
    }
  }
}
