# @summary Keeps portod running, where its service is named.
#
# @api private
class porto::service {
  if $porto::service {
    service { $porto::service:
      ensure => running,
      enable => true,
    }
  }
}
