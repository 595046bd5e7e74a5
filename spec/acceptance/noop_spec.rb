# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A run with --noop', :host do
  before(:context) { @calls = AptCalls.new(@host.dir) }

  # Everything a run could change on this host.
  def traces
    { store: contents(host.place('state')), requests: host.wire.changes, dpkg: host.apt.history, scripts: host.apt.scripts,
      calls: AptCalls.changing(@calls.taken), debs: contents(host.place('cache')) + contents(host.place('apt/cache')),
      lists: contents(host.place('apt/state')), containers: porto.list.sort.map { |name| [name, porto.pid(name)] } }
  end

  # Puppet's own class-data archive is no part of what is declared.
  def contents(dir)
    files = Dir.glob(File.join(dir, '**', '*')).select { |path| File.file?(path) && path !~ /core-\h+\.jsa/ }
    files.map { |path| [path.delete_prefix(host.dir), File.binread(path).hash] }
  end

  def apply(data, *options, manifest: 'include porto')
    host.apply(data, manifest: manifest, options: options, env: @calls.environment)
  end

  # One daemon for each kind of change: what it is before, what it becomes, and what both runs say of it.
  KINDS = {
    'new' => [nil, { packages: { 'new' => '1.0' } }, /absent -> running; packages\.new: .* -> 1\.0/],
    'live' => [{ properties: { 'cpu_limit' => '1c' } }, { properties: { 'cpu_limit' => '2c' } }, 'properties.cpu_limit: 1c -> 2c (live)'],
    'variable' => [{}, { properties: { 'env' => { 'A' => '1' } } }, /properties\.env: .* -> A=1 \(restart\)/],
    'gone-property' => [{ properties: { 'cpu_limit' => '1c' } }, {}, /properties\.cpu_limit: 1c -> .*\(live\)/],
    'package' => [{ packages: { 'package' => '1.0' } }, { packages: { 'package' => '2.0' } }, 'packages.package: 1.0 -> 2.0 (restart)'],
    'more' => [{}, { packages: { 'more' => '1.0' } }, /packages\.more: .*-> 1\.0/],
    'less' => [{ packages: { 'less' => '1.0' } }, {}, /packages\.less: 1\.0 -> /],
    'relabelled' => [{ version: '1' }, { version: '2' }, /revision: \h{8} -> \h{8}/],
    'secret' => [{ env_secret: { 'A' => 'one' } }, { env_secret: { 'A' => 'two' } }, /env_secret: .*\(restart\)/],
    'probed' => [{}, { health: { 'liveness' => { 'tcp' => 80 } } }, /health/],
    'stopping' => [{}, { ensure: 'stopped' }, /running -> stopped/],
    'starting' => [{ ensure: 'stopped' }, {}, /stopped -> running/],
    'absent' => [{}, { ensure: 'absent' }, /running -> absent/],
    'purged' => [{ packages: { 'purged' => '1.0' } }, { ensure: 'purged' }, /running -> purged/],
    'recreated' => [{ packages: { 'recreated' => '1.0' } }, { packages: { 'recreated' => '2.0' }, update_strategy: 'recreate' },
                    'packages.recreated: 1.0 -> 2.0 (restart)'],
    'destroyed' => [{}, {}, /-> running/],
    'edited' => [{ properties: { 'cpu_limit' => '1c' } }, { properties: { 'cpu_limit' => '1c' } }, 'properties.cpu_limit: 3c -> 1c (live)'],
    'unpacked' => [{ packages: { 'unpacked' => '1.0' } }, { packages: { 'unpacked' => '1.0' } }, /packages\.unpacked: .* -> 1\.0/],
    'adopted' => [nil, { adopt: true }, /adopted/],
    'undeclared' => [{}, nil, /running -> absent/]
  }.freeze

  def data(side)
    daemons = KINDS.map { |name, kind| [name, kind[side]] }.to_h.compact
    declare('same').merge('porto::daemons' => { 'same' => daemon }.merge(daemons.transform_values { |given| daemon(**given) }))
  end

  # What was done to the host by hand.
  def damage
    porto.destroy('destroyed')
    porto.set('edited', 'cpu_limit', '3c')
    host.apt.remove('unpacked')
    porto.create('adopted')
    porto.create('foreign')
  end

  # What a run says of each daemon.
  def told(text)
    text.scan(/Porto_daemon\[([^\]]+)\]\S*: (.*)/).each_with_object(Hash.new('')) { |(name, said), all| all[name] += "#{said}\n" }
  end

  it 'changes nothing for any kind of change, and says what would happen', complaint: 5 do
    %w[new package more less purged recreated unpacked].product(%w[1.0 2.0]) { |name, version| host.apt.publish(name, version) }
    first = apply(data(0))
    expect(first.status).to eq(2), first.text
    damage
    wanted = data(1).merge('porto::purge' => 'absent')
    manifest = "include porto\nnotify { 'x': notify => Porto_daemon['same'] }"

    before = traces
    noop = apply(wanted, '--noop', manifest: manifest)
    expect(noop.status).to eq(0), noop.text
    expect(traces).to eq before.merge(requests: [], calls: [])
    expect(noop.text).to include("Porto_daemon[same]: Would have triggered 'refresh'")

    real = apply(wanted, manifest: manifest)
    expect(real.status).to eq(2), real.text
    expect(AptCalls.changing(@calls.taken)).not_to be_empty
    KINDS.each do |name, (_before, _after, text)|
      expect(told(noop.text)[name]).to match(Regexp.union(text)).and(include('(noop)')), "#{name}: #{noop.text}"
      expect(told(real.text)[name]).to match(Regexp.union(text)), "#{name}: #{real.text}"
    end
    expect(apply(wanted)).to be_clean
  end
end
