# @summary Writes portod's configuration, where one is given.
#
# @api private
class porto::config {
  if $porto::config =~ NotUndef {
    file { $porto::config_path:
      ensure  => file,
      owner   => 'root',
      group   => 'root',
      mode    => '0644',
      content => $porto::config,
    }
  }
}
