# frozen_string_literal: true

require 'digest'
require_relative 'acceptance_helper'

# One story with one server: starting it takes longest of all.
RSpec.describe 'puppet agent with a real puppetserver', :host do
  before(:context) { @server = PuppetServer.new(@host) if PuppetServer.installed? }
  after(:context) { @server.close if @server }
  before { skip 'the package puppetserver is not installed' unless @server }

  let(:server) { @server }
  let(:one) { 'one.test' }

  def run(expected, *options, certname: one)
    run = server.agent(certname, *options)
    expect(run.status).to eq(expected), "#{run.text}\n#{server.log.lines.grep(/ERROR/).last(5).join}"
    run.text
  end

  it 'brings daemons from Hiera to a host, keeps them, changes them and reports what failed' do
    host.apt.publish('agent-web', '1.0')
    server.data('common', declare('agent-web', packages: { 'agent-web' => '1.0' }, properties: { 'cpu_limit' => '1c' }))

    run(0, '--noop')
    expect(porto.state('agent-web')).to eq 'absent'
    first = run(2)
    expect(first).to include('Porto_daemon[agent-web]/ensure: absent -> running')
    synced = server.agent_place(one, 'vardir/lib/java/porto-daemon-core.jar')
    expect(Digest::SHA256.file(synced)).to eq Digest::SHA256.file(File.join(Host::ROOT, 'lib/java/porto-daemon-core.jar'))
    expect(host.process('agent-web', 'cmdline')).to eq ['/bin/sleep', '100000']
    expect(host.apt.installed('agent-web')).to eq '1.0'
    run(0)

    # An override for this node.
    server.data(one, 'porto::daemons' => { 'agent-web' => { 'properties' => { 'cpu_limit' => '2c' } } })
    expect(run(2)).to include('properties.cpu_limit: 1c -> 2c (live)')
    run(0)

    # Repair of what was changed by hand counts as corrective.
    porto.set('agent-web', 'cpu_limit', '3c')
    expect(run(2)).to match(/properties\.cpu_limit: 3c -> 2c \(live\) \(corrective\)/)

    server.data(one, 'porto::daemons' => { 'agent-web' => { 'packages' => { 'agent-web' => '9.9' } } })
    expect(run(4)).to match(/Porto_daemon\[agent-web\].*9\.9/)
    report = File.read(server.agent_place(one, 'vardir/state/last_run_report.yaml'))
    expect(report).to match(/status: failed/)

    server.data(one, 'porto::daemons' => { 'agent-web' => { 'ensure' => 'purged' } })
    run(2)
    expect([porto.state('agent-web'), host.apt.installed('agent-web')]).to eq ['absent', nil]
    run(0)
  end

  it 'gives two hosts different daemons' do
    server.data('common', declare('shared'))
    server.data(one, 'porto::daemons' => { 'only-one' => daemon })
    server.data('two.test', 'porto::daemons' => { 'only-two' => daemon })

    expect(run(0, '--noop')).to include('Porto_daemon[shared]', 'Porto_daemon[only-one]')
    two = run(0, '--noop', certname: 'two.test')
    expect(two).to include('Porto_daemon[shared]', 'Porto_daemon[only-two]')
    expect(two).not_to include('only-one')
  end

  it 'tells a typo at compilation, with its path' do
    server.data(one, 'porto::daemons' => { 'typo' => { 'properties' => { 'memory_limt' => '1G' } } })
    text = run(1, '--no-usecacheonfailure')

    expect(text).to include("porto::daemons 'typo' has wrong type", "entry 'properties' unrecognized key 'memory_limt'")
  end

  it 'loads the types on the server without opening the jar there' do
    server.data(one, {})
    server.data('common', declare('compiled'))
    run(0, '--noop')
    expect(server.open_files).to all(satisfy { |path| !path.end_with?('porto-daemon-core.jar') })
  end
end
