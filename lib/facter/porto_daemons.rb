# frozen_string_literal: true

require_relative '../puppet_x/porto/session'

# The daemons of this host that are managed, each with its state, revision, version, ready and status,
# and with pending, which tells why a change waits, where one does.
# Missing where no daemon was ever managed, where Porto does not answer, and where it would take longer than
# ten seconds.
#
#   porto_daemons: { web: { state: running, ready: true, revision: '853670a...',
#                           version: '2.1', status: CURRENT } }
state_store = ENV.fetch('PORTO_DAEMON_STATE_DIR', '/var/lib/porto-daemons')

Facter.add(:porto_daemons) do
  confine kernel: 'Linux'
  # Without a state store there is nothing to tell, and no reason to start Java.
  confine { File.directory?(state_store) }

  setcode do
    # The core of this Puppet run: it is asked again when the catalog is applied, and started once.
    PuppetX::Porto::Session.core.status
  rescue PuppetX::Porto::Error => e
    Facter.debug("porto_daemons: #{e.message}")
    nil
  end
end

# Facter loads the custom facts, gathers its own for most of a second, and asks the custom ones then: the core
# starts meanwhile.
PuppetX::Porto::Session.start_ahead if File.directory?(state_store)
