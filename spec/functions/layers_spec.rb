# frozen_string_literal: true

require 'yaml'

RSpec.describe 'porto::layers' do
  let(:hiera_config) { hiera_with(*levels) }
  let(:levels) { [{}] }

  it { is_expected.to run.with_params('porto::daemons').and_return({}) }

  context 'with the example of the documentation' do
    let(:blocks) do
      text = File.read(File.expand_path('../../docs/hiera.md', __dir__))
      example = text[/^### An example\n(.*?)^## /m, 1]
      example.scan(/^```yaml\n(.*?)^```/m).map { |block| YAML.safe_load(block.first) }
    end
    let(:levels) { [blocks[1], blocks[0]] }

    it { is_expected.to run.with_params('porto::daemons').and_return(blocks[2]) }
  end

  context 'with daemons given to the class' do
    let(:levels) { [{ 'porto::daemons' => { 'web' => { 'version' => '1', 'ensure' => 'stopped' } } }] }

    it 'puts them above Hiera' do
      is_expected.to run.with_params('porto::daemons', 'web' => { 'version' => '2' })
        .and_return('web' => { 'version' => '2', 'ensure' => 'stopped' })
    end
  end

  context 'with a lookup_options entry that asks for another merge' do
    let(:levels) do
      [{ 'porto::daemons' => { 'web' => { 'properties' => { 'cmd' => ['/bin/a', '-x'] } } } },
       { 'porto::daemons' => { 'web' => { 'properties' => { 'cmd' => ['/bin/a', '-y'] } } },
         'lookup_options' => { 'porto::daemons' => { 'merge' => 'deep' } } }]
    end

    it { is_expected.to run.with_params('porto::daemons').and_return('web' => { 'properties' => { 'cmd' => ['/bin/a', '-x'] } }) }
  end

  context 'with a level that is no map' do
    let(:levels) { [{ 'porto::daemons' => ['web'] }] }

    it { is_expected.to run.with_params('porto::daemons').and_raise_error(/porto::daemons: "web" is no map/) }
  end
end
