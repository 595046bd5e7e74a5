# frozen_string_literal: true

require 'spec_helper'
require 'timeout'
require 'puppet_x/porto/session'

# Ruby sockets and threads, as on a host; under JRuby the core is in the process.
RSpec.describe PuppetX::Porto::AgentConnection, :mri do
  let(:session) { PuppetX::Porto::Session }
  let(:started) { [] }
  # What does not give way hangs; this ends it.
  let(:bound) { 60 }

  # A core of its own, if one is started: that is what the agent saves.
  around do |example|
    session.close
    ENV['PORTO_DAEMON_RUN_DIR'] = @scratch
    example.run
    session.close
  ensure
    ENV.delete('PORTO_DAEMON_RUN_DIR')
    @agent.close if @agent
  end

  before do
    stub_const("#{described_class}::PATIENCE", 0.3)
    starting = started
    allow(PuppetX::Porto::Launch).to receive(:new) { double(argv: ['java'], finished: nil, method: nil) }
    allow(PuppetX::Porto::ChildProcess).to receive(:new) { FakeCore.new.tap { |core| starting << core } }
  end

  def observe
    Timeout.timeout(bound) { session.core.observe([], {}, instances: true) }
  end

  it 'is used where the agent runs, and no core is started' do
    @agent = FakeAgent.new(@scratch, core: FakeCore.new('web' => { 'ensure' => 'running' }))
    expect(observe['daemons']).to eq('web' => { 'ensure' => 'running' })
    session.close
    expect(started).to be_empty
    expect(@agent.core.asked('shutdown').size).to eq 1
  end

  it 'gives way to a core of its own where no agent runs' do
    observe
    expect(started.size).to eq 1
  end

  it 'gives way when an agent left its socket behind' do
    FakeAgent.new(@scratch).close
    observe
    expect(started.size).to eq 1
  end

  it 'gives way within its patience to an agent that accepts and says nothing, and asks it once' do
    @agent = FakeAgent.new(@scratch, answer: ->(_core, _line) {})
    2.times { observe }
    expect([started.size, @agent.callers]).to eq [1, 1]
  end

  it 'gives way within its patience to an agent whose queue is full' do
    server = Socket.new(:UNIX, :STREAM)
    server.bind(Socket.sockaddr_un(File.join(@scratch, 'agent.socket')))
    server.listen(0)
    waiting = Array.new(2) do
      Socket.new(:UNIX, :STREAM).tap do |socket|
        socket.connect_nonblock(Socket.sockaddr_un(File.join(@scratch, 'agent.socket')), exception: false)
      rescue Errno::EAGAIN
        nil
      end
    end
    observe
    expect(started.size).to eq 1
  ensure
    [server, *waiting].compact.each(&:close)
  end

  it 'gives way to an agent of another version' do
    refusal = { 'jsonrpc' => '2.0', 'id' => 1, 'error' => { 'code' => -32_002, 'message' => 'the agent is of version 0' } }
    @agent = FakeAgent.new(@scratch, answer: ->(_core, _line) { JSON.generate(refusal) })
    observe
    expect(started.size).to eq 1
  end

  it 'gives way to what prints rubbish' do
    @agent = FakeAgent.new(@scratch, answer: ->(_core, _line) { 'SSH-2.0-OpenSSH' })
    observe
    expect(started.size).to eq 1
  end

  it 'is an error of the one that asked when the agent ends meanwhile; the next one gets a core' do
    @agent = FakeAgent.new(@scratch, answer: lambda do |core, line|
      core.write(line, 0)
      next core.read(0) if line.include?('"hello"')

      FileUtils.rm(File.join(@scratch, 'agent.socket'))
      raise IOError, 'it ends'
    end)
    expect { observe }.to raise_error(PuppetX::Porto::BridgeBroken, /the agent ended/)
    observe
    expect(started.size).to eq 1
  end

  it 'gives way without an error when the agent has ended between two questions' do
    @agent = FakeAgent.new(@scratch)
    observe
    expect(started).to be_empty
    @agent.close
    @agent = nil
    FileUtils.rm(File.join(@scratch, 'agent.socket'))
    observe
    expect(started.size).to eq 1
  end
end
