# frozen_string_literal: true

require_relative '../puppet_x/porto/jar'
require_relative '../puppet_x/porto/java_runtime'
require_relative '../puppet_x/porto/portod_probe'
require_relative '../puppet_x/porto/ruby_runtime'

# What runs daemons on this host. Where Porto is not there, or does not answer within two seconds, `running`
# is false and what it would have told is missing; nothing is ever printed. `jar` and `java_path` say where
# the core and its runtime lie, `launcher` and `ruby` what starts both, and `systemd` whether units can be
# installed.
#
#   porto: { running: true, version: '5.3.59', revision: '28334e0', kernel: '6.1.0', containers: 12,
#            java: '17.0.15', java_path: '/usr/lib/jvm/java-17-openjdk-amd64/bin/java',
#            jar: '/var/cache/puppet/lib/java/porto-daemon-core.jar', ruby: '/usr/bin/ruby',
#            launcher: '/var/cache/puppet/lib/puppet_x/porto/main.rb', systemd: true }
Facter.add(:porto) do
  confine kernel: 'Linux'

  setcode do
    portod = PuppetX::Porto::PortodProbe.new.call
    here = { 'running' => !portod.nil?,
             'java' => PuppetX::Porto::JavaRuntime.version,
             'java_path' => PuppetX::Porto::JavaRuntime.find,
             'jar' => PuppetX::Porto::Jar.present? ? PuppetX::Porto::Jar::PATH : nil,
             'ruby' => PuppetX::Porto::RubyRuntime.path,
             'launcher' => File.expand_path('../puppet_x/porto/main.rb', __dir__),
             'systemd' => File.directory?('/run/systemd/system') }
    here.merge(portod || {}).reject { |_key, value| value.nil? }
  end
end
