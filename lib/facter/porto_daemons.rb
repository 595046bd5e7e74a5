# frozen_string_literal: true

require 'json'
require_relative '../puppet_x/porto/command_line'

# The daemons of this host that are managed, each with its ensure, state, revision, version, ready and status.
# Missing where no daemon was ever managed, where Porto does not answer, and where it would take longer than
# ten seconds.
#
#   porto_daemons: { web: { ensure: running, state: running, ready: true, revision: '853670a...',
#                           version: '2.1', status: CURRENT } }
Facter.add(:porto_daemons) do
  confine kernel: 'Linux'
  # Without a state store there is nothing to tell, and no reason to start Java.
  confine { File.directory?(ENV.fetch('PORTO_DAEMON_STATE_DIR', '/var/lib/porto-daemons')) }

  setcode do
    shown = %w[ensure state ready revision version status]
    status = JSON.parse(PuppetX::Porto::CommandLine.new(patience: 10).run('status', '-o', 'json'))
    daemons = status.fetch('portoDaemons')
    daemons.transform_values { |daemon| daemon.select { |key, _value| shown.include?(key) } }
  rescue PuppetX::Porto::Error, JSON::ParserError, KeyError => e
    Facter.debug("porto_daemons: #{e.message}")
    nil
  end
end
