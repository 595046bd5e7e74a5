# frozen_string_literal: true

require 'digest'
require_relative 'acceptance_helper'

# One story with one server: starting it takes longest of all.
RSpec.describe 'puppet agent with a real puppetserver', :host do
  include Captures

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

  # What a page shows of a run: all but what Facter says of a machine whose process 1 it may not look at.
  def shown(name, text)
    captured('puppet.md', name, text.lines.grep_v(/Facter: /).join)
  end

  def report
    File.read(server.agent_place(one, 'vardir/state/last_run_report.yaml'))
  end

  it 'brings daemons from Hiera to a host, keeps them, changes them and reports what failed' do
    %w[1.0 2.0].each { |version| host.apt.publish('web', version) }
    server.data('common', declare('web', version: '1.0', packages: { 'web' => '1.0' }, properties: { 'cpu_limit' => '1c' }))

    run(0, '--noop')
    expect(porto.state('web')).to eq 'absent'
    first = run(2)
    expect(first).not_to include('(corrective)')
    shown('first', first)
    shown('report', report[/^  Porto_daemon\[web\]:\n.*?^    events:\n(.*?)^    \w/m, 1])
    synced = server.agent_place(one, 'vardir/lib/java/porto-daemon-core.jar')
    expect(Digest::SHA256.file(synced)).to eq Digest::SHA256.file(File.join(Host::ROOT, 'lib/java/porto-daemon-core.jar'))
    expect(host.process('web', 'cmdline')).to eq ['/bin/sleep', '100000']
    expect(host.apt.installed('web')).to eq '1.0'
    shown('second', run(0))
    listed = host.resource.text.lines.grep_v(/Facter: /).join
    shown('resource', listed)

    # An override for this node.
    server.data(one, 'porto::daemons' => { 'web' => { 'packages' => { 'web' => '2.0' }, 'properties' => { 'cpu_limit' => '2c' } } })
    noop = run(0, '--noop')
    shown('noop', noop)
    expect([host.apt.installed('web'), porto.get('web', 'cpu_limit')]).to eq %w[1.0 1c]
    changed = run(2)
    told = 'properties.cpu_limit: 1c -> 2c (live)', 'packages.web: 1.0 -> 2.0 (restart)'
    expect([noop, changed]).to all(include(*told))
    expect([noop, changed].join).not_to include('(corrective)')
    expect(host.apt.installed('web')).to eq '2.0'
    run(0)

    # Repair of what was changed by hand counts as corrective.
    porto.set('web', 'cpu_limit', '3c')
    expect(run(2)).to match(/properties\.cpu_limit: 3c -> 2c \(live\) \(corrective\)/)

    server.data(one, 'porto::daemons' => { 'web' => { 'packages' => { 'web' => '9.9' } } })
    expect(run(4)).to match(/Porto_daemon\[web\].*9\.9/)
    expect(report).to match(/status: failed/)

    server.data(one, 'porto::daemons' => { 'web' => { 'ensure' => 'purged' } })
    run(2)
    expect([porto.state('web'), host.apt.installed('web')]).to eq ['absent', nil]
    run(0)
  end

  # Files of server and agent that hold a text, but for what the endpoint itself keeps.
  def holding(text)
    Dir.glob(File.join(host.dir, '**', '*'), File::FNM_DOTMATCH).select do |path|
      File.file?(path) && !path.start_with?(host.place('porto/')) && File.binread(path).include?(text)
    end
  end

  def command_lines
    Dir.glob('/proc/[0-9]*/cmdline').map do |path|
      File.binread(path)
    rescue SystemCallError
      ''
    end
  end

  it 'keeps secrets to the store and the cached catalog, and deferred ones to the store' do
    wrapped, deferred = 'staple-battery-horse', 'battery-horse-correct'
    File.write(host.place('token'), deferred, perm: 0o600)
    env = { 'kept' => "{ 'TOKEN' => Sensitive('#{wrapped}') }", 'late' => "{ 'TOKEN' => Deferred('file', ['#{host.place('token')}']) }" }
    server.manifest("class { 'porto': env_secrets => { #{env.map { |name, value| "'#{name}' => #{value}" }.join(', ')} } }")
    data = declare('kept')
    data['porto::daemons']['late'] = daemon
    server.data(one, data)

    # What `last_run_report.yaml`, logs, facts and the server keep is below the host's directory.
    text = run(2, '--debug')
    expect(env.keys.map { |name| host.process(name, 'environ').grep(/^TOKEN=/) }).to eq [["TOKEN=#{wrapped}"], ["TOKEN=#{deferred}"]]
    expect(text).not_to match(/#{wrapped}|#{deferred}/)
    expect(command_lines.join).not_to match(/#{wrapped}|#{deferred}/)
    catalog = server.agent_place(one, "vardir/client_data/catalog/#{one}.json")
    expect(holding(wrapped) - [server.manifest_file]).to contain_exactly(catalog, a_private_file_of_the_store)
    expect(holding(deferred) - [host.place('token')]).to contain_exactly(a_private_file_of_the_store)
    expect(run(0)).to include('Applied catalog')
  ensure
    server.manifest('include porto')
  end

  def a_private_file_of_the_store
    satisfy('be a file of the store that root alone can read') do |path|
      path.start_with?(host.place('state/')) && File.stat(path).mode & 0o777 == 0o600
    end
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

    expect(text).to include("porto::daemons 'typo' has wrong type", "entry 'properties' unrecognized key 'memory_limt'; did you mean 'memory_limit'?")
  end

  it 'loads the types on the server without opening the jar there' do
    server.data(one, {})
    server.data('common', declare('compiled'))
    run(0, '--noop')
    expect(server.open_files).to all(satisfy { |path| !path.end_with?('porto-daemon-core.jar') })
  end
end
