# frozen_string_literal: true

require 'puppet_x/porto/core'
require 'puppet_x/porto/in_process'
require 'puppet_x/porto/session'

# The real core in this JVM; most examples are on a host without Porto.
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

  context 'with Porto' do
    let(:portod) { EmbeddedPortod.new(File.join(@scratch)) }
    let(:in_process) { PuppetX::Porto::InProcess.new }

    before { portod }
    after { portod.close }

    def sleeper(attributes = {})
      daemon('in-process', { properties: { 'cmd' => ['/bin/sleep', '1000'], 'user' => 'nobody', 'group' => 'nogroup' },
                             packages: [], min_uptime: 0.1, ready_timeout: 10 }.merge(attributes))
    end

    it 'brings a daemon to its definition, keeps it and removes it' do
      first = apply(sleeper, core: in_process)
      expect(events(first, 'Porto_daemon[in-process]').map(&:message)).to eq ['absent -> running']
      second = apply(sleeper, core: PuppetX::Porto::InProcess.new)
      expect(events(second, 'Porto_daemon[in-process]')).to be_empty
      gone = apply(sleeper(ensure: :purged), core: PuppetX::Porto::InProcess.new)
      expect(events(gone, 'Porto_daemon[in-process]').map(&:status)).to eq ['success']
    end

    it 'logs every action, and tells the sinks at the end of the run' do
      File.write(ENV.fetch('PORTO_DAEMON_CONFIG'), %({"prometheus": {"directory": "#{@scratch}"}}))
      apply(sleeper, core: in_process)
      in_process.close
      log = File.readlines(ENV.fetch('PORTO_DAEMON_LOG'))
      expect(log).to all(match(/ porto-daemon\[\d+\]: daemon=in-process revision=\h{40} action=.* outcome=ok$/))
      expect(log).to include(/action="start container in-process"/)
      expect(File.read(File.join(@scratch, 'porto-daemons.prom')))
        .to include('porto_daemon_ready{daemon="in-process"} 1')
    end
  end
end
