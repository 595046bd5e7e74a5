# @summary Installs what daemons need on a host: a Java runtime and, where a package is named, Porto itself.
#
# @api private
class porto::install {
  $family = $facts.dig('os', 'family')
  if $family and $family != 'Debian' {
    fail("class porto: daemons consist of deb packages, and this host is of the family ${family}; include it on Debian or Ubuntu only")
  }

  # A runtime that serves already is as good as the package; naming it anyway would bring a second one.
  if $porto::manage_java and !$facts.dig('porto', 'java') {
    package { $porto::java_package:
      ensure => installed,
    }
  }

  # After the runtime by its place here, and not by a relationship: each serves without the other.
  if $porto::package {
    package { $porto::package:
      ensure => $porto::package_ensure,
    }
  }

  $ruby = $facts.dig('porto', 'ruby')
  $launcher = $facts.dig('porto', 'launcher')
  if $porto::command and $ruby and $launcher {
    file { $porto::command:
      ensure  => file,
      owner   => 'root',
      group   => 'root',
      mode    => '0755',
      content => epp('porto/porto-daemon.epp', { 'ruby' => $ruby, 'launcher' => $launcher }),
    }

    file { '/usr/local/share/man/man8':
      ensure => directory,
      owner  => 'root',
      group  => 'root',
      mode   => '0755',
    }

    file { '/usr/local/share/man/man8/porto-daemon.8':
      ensure => file,
      owner  => 'root',
      group  => 'root',
      mode   => '0644',
      source => 'puppet:///modules/porto/porto-daemon.8',
    }

    file { ['/usr/local/share/bash-completion', '/usr/local/share/bash-completion/completions']:
      ensure => directory,
      owner  => 'root',
      group  => 'root',
      mode   => '0755',
    }

    file { '/usr/local/share/bash-completion/completions/porto-daemon':
      ensure => file,
      owner  => 'root',
      group  => 'root',
      mode   => '0644',
      source => 'puppet:///modules/porto/porto-daemon.bash',
    }
  }
}
