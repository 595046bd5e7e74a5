# frozen_string_literal: true

RSpec.describe Puppet::Type.type(:porto_declared) do
  let(:core) { FakeCore.new }
  let(:declared) { described_class.new(name: 'porto') }

  around do |example|
    before = ENV.fetch('PORTO_DAEMON_STATE_DIR', nil)
    ENV['PORTO_DAEMON_STATE_DIR'] = @scratch
    example.run
  ensure
    ENV['PORTO_DAEMON_STATE_DIR'] = before
  end

  def noted(text)
    File.write(File.join(@scratch, 'puppet.json'), text)
  end

  def told
    core.asked('observe').map { |params| params['declared'] }
  end

  it 'lets files have the daemons that the last run declared' do
    noted('{"format":1,"daemons":["a","web"]}')
    report = apply(declared, core: core)

    expect(told).to eq [[]]
    expect(core.asked('observe').first['noop']).to be false
    expect(events(report, 'Porto_declared[porto]').map(&:message))
      .to eq ['Puppet declares no daemon any more, so definition files have theirs: a, web']
  end

  it 'only says so under noop' do
    noted('{"format":1,"daemons":["web"]}')
    report = apply(declared, core: core, noop: true)

    expect(core.requests).to be_empty
    expect(events(report, 'Porto_declared[porto]').map(&:status)).to eq ['noop']
  end

  it 'has the core write a record anew that cannot be read' do
    ['{', '[]', '{"format":1}', '{"daemons":1}'].each { |text| noted(text) && apply(described_class.new(name: 'porto'), core: core) }

    expect(told).to eq [[]] * 4
  end

  it 'starts no core where there is nothing to change' do
    [nil, '{"format":1,"daemons":[]}'].each do |text|
      noted(text) if text
      apply(described_class.new(name: 'porto'), core: core)
    end

    expect(core.requests).to be_empty
  end

  it 'leaves it to the daemons of the catalog, wherever they are declared' do
    noted('{"format":1,"daemons":["old"]}')
    apply(declared, daemon('web'), daemon('two', ensure: :absent), core: core)

    expect(told).to eq [%w[two web]]
  end

  it 'fails with what the core says' do
    noted('{"format":1,"daemons":["web"]}')
    core.failures['observe'] = { 'code' => -32_011, 'message' => 'Porto cannot be reached' }
    report = apply(declared, core: core)

    expect(report.resource_statuses['Porto_declared[porto]'].failed).to be true
    expect(report.logs.map(&:message).join).to include('Porto cannot be reached')
  end
end
