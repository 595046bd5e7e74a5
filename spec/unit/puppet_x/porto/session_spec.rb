# frozen_string_literal: true

require 'puppet/configurer'
require 'puppet_x/porto/session'

# On JRuby the core is called in the same process.
RSpec.describe PuppetX::Porto::Session, :mri do
  let(:ruby) { File.join(RbConfig::CONFIG['bindir'], RbConfig::CONFIG['ruby_install_name']) }
  # A core that answers everything, and leaves a file for each time it was started.
  let(:script) do
    "File.write(File.join(ARGV[0], $$.to_s), ''); require 'json'; $stdout.sync = true; " \
      "while (line = $stdin.gets) do puts JSON.generate('id' => JSON.parse(line)['id'], 'result' => {}) end"
  end
  let(:started) { Dir.children(File.join(@scratch, 'started')).map(&:to_i) }

  before do
    described_class.close
    FileUtils.mkdir_p(File.join(@scratch, 'started'))
    argv = [ruby, '--disable=gems', '-e', script, File.join(@scratch, 'started')]
    launch = instance_double(PuppetX::Porto::Launch, argv: argv, finished: nil)
    allow(PuppetX::Porto::Launch).to receive(:new).and_return(launch)
    allow(PuppetX::Porto::AgentConnection).to receive(:present?).and_return(false)
    allow(PuppetX::Porto::JavaRuntime).to receive(:present?).and_return(true)
  end

  after { described_class.close }

  it 'has the core that was started ahead answer, and starts no other' do
    2.times { described_class.start_ahead }
    described_class.core.status
    described_class.start_ahead

    expect(started.size).to eq 1
  end

  it 'starts another when the one that was started ahead has gone' do
    described_class.start_ahead
    sleep 0.01 while Dir.empty?(File.join(@scratch, 'started'))
    Process.kill('KILL', Dir.children(File.join(@scratch, 'started')).first.to_i)

    expect { described_class.core }.to raise_error(PuppetX::Porto::BridgeBroken)
    expect(described_class.core.status).to eq({})
    expect(started.size).to eq 2
  end

  it 'ends one that was started ahead and never asked' do
    described_class.start_ahead
    sleep 0.01 while Dir.empty?(File.join(@scratch, 'started'))
    described_class.close

    expect { Process.kill(0, started.first) }.to raise_error(Errno::ESRCH)
  end

  it 'starts none ahead outside of a run of Puppet' do
    hide_const('Puppet::Configurer')
    described_class.start_ahead

    expect(started).to be_empty
  end

  it 'starts none ahead where the agent is going to answer' do
    allow(PuppetX::Porto::AgentConnection).to receive(:present?).and_return(true)
    described_class.start_ahead

    expect(started).to be_empty
  end

  it 'says nothing when none can be started, for who asks is told' do
    allow(PuppetX::Porto::Launch).to receive(:new).and_raise(PuppetX::Porto::NotInstalled, 'no jar')

    expect { described_class.start_ahead }.not_to raise_error
    expect { described_class.core }.to raise_error(PuppetX::Porto::NotInstalled)
  end
end
