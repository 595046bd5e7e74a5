# frozen_string_literal: true

RSpec.describe Puppet::Type.type(:porto_purge) do
  let(:managed) { { 'ensure' => 'running', 'managed' => true, 'status' => 'CURRENT', 'packages' => { 'web' => '1.0' }, 'properties' => { 'cmd' => ['/usr/bin/web'] } } }

  def purge(attributes = {})
    described_class.new({ name: 'porto', mode: :purged }.merge(attributes))
  end

  def removed(core)
    core.asked('execute').map { |params| params['daemon'] }.select { |daemon| %w[absent purged].include?(daemon['ensure']) }
  end

  it 'removes managed daemons that are not declared, as resources of the run' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    report = apply(daemon, purge, core: core)

    expect(removed(core).map { |daemon| [daemon['meta']['name'], daemon['ensure']] }).to eq [%w[old purged]]
    expect(events(report, 'Porto_daemon[old]').map(&:status)).to eq ['success']
    expect(core.asked('observe').map { |params| params['declared'] }.compact.uniq).to eq [['web']]
  end

  it 'leaves alone what is not ours, and what is removed already' do
    core = FakeCore.new('web' => managed, 'foreign' => managed.merge('managed' => false),
                        'gone' => { 'ensure' => 'absent', 'managed' => true, 'status' => 'REMOVED' })
    apply(daemon, purge, core: core)

    expect(removed(core)).to be_empty
  end

  it 'leaves to files what files declare, unless all are to go' do
    by_file = managed.merge('origin' => '/etc/hostman/porto-daemons.d/old.yaml')
    by_puppet = managed.merge('origin' => 'Porto_daemon[other]')
    here = { 'web' => managed, 'old' => by_file, 'other' => by_puppet, 'unknown' => managed.merge('origin' => nil) }
    core = FakeCore.new(here)
    apply(daemon, purge, core: core)
    expect(removed(core).map { |daemon| daemon['meta']['name'] }).to eq %w[other unknown]

    core = FakeCore.new(here)
    apply(purge(all: true), core: core)
    expect(removed(core).map { |daemon| daemon['meta']['name'] }).to include('old')
  end

  it 'keeps packages in mode absent' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    apply(daemon, purge(mode: :absent), core: core)

    expect(removed(core).map { |daemon| daemon['ensure'] }).to eq ['absent']
  end

  it 'only says so under noop' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    report = apply(daemon, purge(noop: true), core: core)

    expect(removed(core)).to be_empty
    expect(events(report, 'Porto_daemon[old]').map(&:status)).to eq ['noop']
  end

  it 'purges nothing and fails loudly when no daemon is declared' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    report = apply(purge, core: core)

    expect(removed(core)).to be_empty
    expect(report.resource_statuses['Porto_purge[porto]'].failed).to be true
    expect(report.logs.map(&:message).join).to match(/no daemon is declared at all.*old, web would have been removed/)
  end

  it 'removes all, within the limit, when that is meant' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    apply(purge(all: true), core: core)
    expect(removed(core).map { |daemon| daemon['meta']['name'] }).to eq %w[old web]

    many = FakeCore.new('web' => managed, 'old' => managed)
    expect(apply(purge(all: true, limit: 1), core: many).resource_statuses['Porto_purge[porto]'].failed).to be true
    expect(removed(many)).to be_empty
  end

  it 'goes by what was meant to be declared, when that is told' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    report = apply(daemon, purge(declared: 0), core: core)

    expect(removed(core)).to be_empty
    expect(report.resource_statuses['Porto_purge[porto]'].failed).to be true
  end

  it 'purges nothing and fails when too many would go' do
    core = FakeCore.new('web' => managed, 'a' => managed, 'b' => managed, 'c' => managed)
    report = apply(daemon, purge(limit: 2), core: core)

    expect(removed(core)).to be_empty
    expect(report.logs.map(&:message).join).to include('3 daemons are not declared any more', 'limit of 2', 'a, b, c')
  end

  it 'fails, and removes nothing, when the host cannot be observed' do
    core = FakeCore.new('web' => managed, 'old' => managed)
    core.failures['observe'] = { 'code' => -32_011, 'message' => 'Porto cannot be reached' }
    report = apply(purge(declared: 1), core: core)

    expect(report.resource_statuses['Porto_purge[porto]'].failed).to be true
    expect(removed(core)).to be_empty
  end
end
