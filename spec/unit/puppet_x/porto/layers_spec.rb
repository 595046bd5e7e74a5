# frozen_string_literal: true

require 'puppet_x/porto/layers'

RSpec.describe PuppetX::Porto::Layers do
  # The higher level first, as Hiera finds them.
  def merged(*levels)
    described_class.merge(levels.map { |level| { 'web' => level } })['web']
  end

  it 'merges daemons by name' do
    expect(described_class.merge([{ 'a' => { 'version' => '2' } }, { 'a' => { 'version' => '1' }, 'b' => {} }]))
      .to eq('a' => { 'version' => '2' }, 'b' => {})
  end

  it 'merges properties by key and replaces lists whole' do
    high = { 'properties' => { 'cmd' => ['/bin/a', '--debug'], 'cpu_limit' => '2c' } }
    low = { 'properties' => { 'cmd' => ['/bin/a', '--quiet', '--quiet'], 'user' => 'web' } }

    expect(merged(high, low)).to eq('properties' => { 'cmd' => ['/bin/a', '--debug'], 'cpu_limit' => '2c', 'user' => 'web' })
  end

  it 'merges maps inside of properties by key' do
    expect(merged({ 'properties' => { 'env' => { 'B' => '2' } } }, { 'properties' => { 'env' => { 'A' => '1' } } }))
      .to eq('properties' => { 'env' => { 'A' => '1', 'B' => '2' } })
  end

  it 'merges packages by name, in either form' do
    list = { 'packages' => [{ 'name' => 'a', 'version' => '1' }, { 'name' => 'b', 'version' => '1' }] }

    expect(merged({ 'packages' => [{ 'name' => 'b', 'version' => '2' }] }, list))
      .to eq('packages' => [{ 'name' => 'a', 'version' => '1' }, { 'name' => 'b', 'version' => '2' }])
    expect(merged({ 'packages' => { 'b' => '2' } }, list)).to eq('packages' => { 'a' => '1', 'b' => '2' })
  end

  it 'takes away what a higher level sets to null' do
    low = { 'properties' => { 'cpu_limit' => '2c', 'user' => 'web' }, 'packages' => { 'a' => '1', 'b' => '1' } }

    expect(merged({ 'properties' => { 'cpu_limit' => nil }, 'packages' => { 'b' => nil } }, low))
      .to eq('properties' => { 'user' => 'web' }, 'packages' => { 'a' => '1' })
    expect(described_class.merge([{ 'web' => nil }, { 'web' => low }])).to eq({})
  end

  it 'keeps a null that takes nothing away, so that a forgotten value is refused' do
    expect(merged({ 'packages' => { 'a' => nil } })).to eq('packages' => { 'a' => nil })
  end

  it 'lets a middle level take away what a higher one gives anew' do
    low = { 'properties' => { 'env' => { 'A' => '1' } } }

    expect(merged({ 'properties' => { 'env' => { 'B' => '2' } } }, { 'properties' => { 'env' => nil } }, low))
      .to eq('properties' => { 'env' => { 'B' => '2' } })
  end

  it 'merges the verbatim form with the short one' do
    verbatim = { 'meta' => { 'kind' => 'PortoDaemon', 'version' => '1', 'delete_requested' => false },
                 'spec' => { 'properties' => { 'user' => 'web' }, 'packages' => [{ 'name' => 'a', 'version' => '1' }],
                             'policy' => { 'stop_timeout' => 5 } } }

    expect(merged({ 'packages' => { 'a' => '2' } }, verbatim))
      .to eq('version' => '1', 'properties' => { 'user' => 'web' }, 'packages' => { 'a' => '2' }, 'stop_timeout' => 5)
  end

  it 'keeps the verbatim form when all levels use it' do
    high = { 'meta' => { 'delete_requested' => true } }
    low = { 'meta' => { 'version' => '1' }, 'spec' => { 'properties' => {} } }

    expect(merged(high, low)).to eq('meta' => { 'version' => '1', 'delete_requested' => true }, 'spec' => { 'properties' => {} })
  end

  it 'changes none of the levels' do
    low = { 'web' => { 'properties' => { 'env' => { 'A' => '1' } } } }
    described_class.merge([{ 'web' => { 'properties' => { 'env' => { 'A' => nil } } } }, low])

    expect(low).to eq('web' => { 'properties' => { 'env' => { 'A' => '1' } } })
  end
end
