# @summary Runs the daemons that Hiera declares.
#
# Daemons come from `porto::daemons`, merged over all levels of Hiera: daemons by name, properties by key, packages by
# name, lists whole. Each becomes a `porto_daemon` resource.
#
# @example Everything from Hiera
#   include porto
#
# @example A daemon in Hiera
#   porto::daemons:
#     juggler-agent-rtc:
#       version: '2.3.2001221352'
#       packages:
#         juggler-client-core: '2.3.2001221352'
#       properties:
#         cmd: ['/usr/bin/juggler-client', '--config-dir', '/etc/juggler/']
#         user: monitor
#         group: monitor
#         memory_limit: 2Gb
#
# @param daemons
#   Daemons by name, each in the short form or as the `meta` and `spec` of a definition file. Given to the class
#   itself, they count as one more level above Hiera's.
#
# @param defaults
#   Policy for every daemon that does not say otherwise.
#
# @param env_secrets
#   Secret environment variables by daemon.
#
class porto (
  Hash[Porto::Name, Optional[Hash[String[1], Any]]] $daemons = {},
  Porto::Policy $defaults = {},
  Variant[Porto::EnvSecrets, Sensitive[Porto::EnvSecrets]] $env_secrets = {},
) {
  $secrets = $env_secrets ? {
    Sensitive => $env_secrets.unwrap,
    default   => $env_secrets,
  }

  porto::layers('porto::daemons', $daemons).each |Porto::Name $name, Hash $daemon| {
    porto_daemon { $name:
      * => porto::attributes($name, $daemon, $defaults, $secrets.get($name, {})),
    }
  }
}
