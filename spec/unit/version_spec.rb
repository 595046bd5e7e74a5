# frozen_string_literal: true

require 'json'
require 'puppet_x/porto/version'

RSpec.describe 'The version' do
  let(:root) { File.expand_path('../..', __dir__) }

  it 'is the same in metadata.json, in the pom and in the code' do
    metadata = JSON.parse(File.read(File.join(root, 'metadata.json')))['version']
    pom = File.read(File.join(root, 'pom.xml'))[%r{<version>([^<]+)</version>}, 1]

    expect([metadata, pom]).to eq [PuppetX::Porto::VERSION] * 2
  end
end
