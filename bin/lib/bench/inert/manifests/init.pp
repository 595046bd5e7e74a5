# @summary The least that Puppet does for resources with a daemon's data from Hiera: no data types, no core.
#
# @param daemons
#   Attributes by name.
class inert (
  Hash $daemons,
) {
  $daemons.each |$name, $attributes| {
    inert { $name:
      * => $attributes,
    }
  }
}
