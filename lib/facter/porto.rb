# frozen_string_literal: true

require_relative '../puppet_x/porto/java_runtime'
require_relative '../puppet_x/porto/portod_probe'

# What runs daemons on this host. Where Porto is not there, or does not answer within two seconds, `running` is
# false and the rest of it is missing; nothing is ever printed.
#
#   porto: { running: true, version: '5.3.59', revision: '28334e0', kernel: '6.1.0', containers: 12, java: '17.0.15' }
Facter.add(:porto) do
  confine kernel: 'Linux'

  setcode do
    portod = PuppetX::Porto::PortodProbe.new.call
    java = PuppetX::Porto::JavaRuntime.version
    { 'running' => !portod.nil? }.merge(portod || {}).merge('java' => java).reject { |_key, value| value.nil? }
  end
end
