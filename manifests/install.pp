# @summary Installs what daemons need on a host: a Java runtime and, where a package is named, Porto itself.
#
# @api private
class porto::install {
  # A runtime that serves already is as good as the package; naming it anyway would bring a second one.
  if $porto::manage_java and !$facts.dig('porto', 'java') {
    package { $porto::java_package:
      ensure => installed,
    }
  }

  if $porto::package {
    package { $porto::package:
      ensure => $porto::package_ensure,
    }
  }

  $jar = $facts.dig('porto', 'jar')
  if $porto::command and $jar {
    file { $porto::command:
      ensure  => file,
      owner   => 'root',
      group   => 'root',
      mode    => '0755',
      content => epp('porto/porto-daemon.epp', { 'jar' => $jar, 'java' => $facts.dig('porto', 'java_path') }),
    }
  }
}
