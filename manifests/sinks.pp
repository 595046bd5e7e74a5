# @summary Writes where status goes and where actions are logged, where that is given.
#
# @api private
class porto::sinks {
  if !$porto::sinks.empty {
    file { '/etc/porto-daemons':
      ensure => directory,
      owner  => 'root',
      group  => 'root',
      mode   => '0755',
    }

    file { '/etc/porto-daemons/config.json':
      ensure  => file,
      owner   => 'root',
      group   => 'root',
      mode    => '0644',
      content => porto::json($porto::sinks),
    }
  }
}
