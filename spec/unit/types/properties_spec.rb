# frozen_string_literal: true

# The catalogue is the core's, which only JRuby can ask without a process.
RSpec.describe 'Porto::Properties', :jruby do
  let(:root) { File.expand_path('../../..', __dir__) }
  let(:types) do
    require File.join(root, 'puppet-module', 'src', 'jruby', 'property_types')
    PropertyTypes.new(File.join(root, 'lib', 'java', 'porto-daemon-core.jar'))
  end

  it 'and what belongs to it is what the core knows' do
    types.files.each { |file, text| expect(File.read(File.join(root, 'types', file))).to eq(text), file }
  end
end
