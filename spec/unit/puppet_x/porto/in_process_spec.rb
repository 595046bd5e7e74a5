# frozen_string_literal: true

require 'puppet_x/porto/core'
require 'puppet_x/porto/session'

# The real core in this JVM, and a host without Porto.
RSpec.describe 'the core in the same process', :jruby do
  around do |example|
    places = { 'PORTO_SOCKET' => 'portod.socket', 'PORTO_DAEMON_STATE_DIR' => 'state', 'PORTO_DAEMON_RUN_DIR' => 'run',
               'PORTO_DAEMON_CACHE_DIR' => 'cache', 'PORTO_DAEMON_CONFIG' => 'config.json',
               'PORTO_DAEMON_LOG' => 'porto-daemon.log' }
    old = places.keys.map { |name| [name, ENV.fetch(name, nil)] }.to_h
    places.each { |name, place| ENV[name] = File.join(@scratch, place) }
    example.run
  ensure
    PuppetX::Porto::Session.close
    old.each { |name, value| ENV[name] = value }
  end

  let(:core) { PuppetX::Porto::Session.core }

  it 'is there wherever the code runs on JRuby' do
    expect(PuppetX::Porto::Session.usable?).to be true
    expect(core).to be_open
  end

  it 'says what is wrong with a definition, and with what is right' do
    wrong = { 'origin' => 'Porto_daemon[web]', 'ensure' => 'running', 'meta' => { 'name' => 'web' },
              'spec' => { 'properties' => { 'cmd' => ['/bin/true'], 'memory_limt' => '2Gb' } } }

    expect { core.execute(wrong) }
      .to raise_error(PuppetX::Porto::Refused, /Porto_daemon\[web\]: spec\.properties\.memory_limt: .*memory_limit/)
  end

  it 'says that Porto is not there, and does not take that for absence' do
    expect { core.observe([], {}) }.to raise_error(PuppetX::Porto::Refused, /#{Regexp.escape(ENV.fetch('PORTO_SOCKET'))}/)
  end

  it 'gives up on an answer that does not come in time' do
    transport = PuppetX::Porto::InProcess.new

    expect { transport.read(0) }.to raise_error(PuppetX::Porto::BridgeBroken, /did not answer in time/)
    expect(transport).not_to be_open
  end
end
