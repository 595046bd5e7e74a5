# frozen_string_literal: true

require 'puppet'
require 'puppet_x/porto/claims'

RSpec.describe PuppetX::Porto::Claims do
  let(:catalog) { Puppet::Resource::Catalog.new('host') }

  def package(name, settings = {})
    Puppet::Type.type(:package).new({ name: name, provider: :apt, ensure: '1' }.merge(settings))
  end

  before { catalog.add_resource(package('web')) }

  it 'searches a catalog once for all daemons' do
    expect(catalog).to receive(:resources).once.and_call_original
    3.times { expect(described_class.packages(catalog).map(&:title)).to eq(['web']) }
  end

  it 'sees what is added later' do
    described_class.packages(catalog)
    catalog.add_resource(package('database'))
    expect(described_class.of(catalog)).to eq('web' => '1', 'database' => '1')
  end

  it 'takes no other catalog\'s packages' do
    described_class.packages(catalog)
    other = Puppet::Resource::Catalog.new('other')
    other.add_resource(package('database', ensure: 'installed'))
    expect(described_class.of(other)).to eq('database' => '')
  end

  it 'leaves out what is no deb package' do
    catalog.add_resource(package('rack', provider: :gem))
    expect(described_class.of(catalog)).to eq('web' => '1')
  end
end
