# frozen_string_literal: true

require 'open3'

# Needs the program systemd-analyze, and no systemd that runs.
RSpec.describe 'porto', type: :class do
  let(:facts) do
    { 'porto' => { 'java' => '17.0.15', 'ruby' => '/usr/bin/ruby', 'systemd' => true,
                   'launcher' => File.join(@scratch, 'main.rb') } }
  end
  let(:params) { { service: 'yandex-porto' } }
  let(:hiera_config) { hiera_with(level) }
  let(:level) { {} }

  # The unit files of the catalog, written below a directory.
  def units
    files = catalogue.resources.select do |resource|
      resource.type == 'File' && resource.title.start_with?('/etc/systemd/system/')
    end
    files.map do |file|
      File.join(@scratch, File.basename(file.title)).tap { |path| File.write(path, file[:content]) }
    end
  end

  # What systemd has to say of unit files; it takes part of what is wrong for a warning only.
  def verdict(*paths)
    text, status = Open3.capture2e('systemd-analyze', 'verify', '--man=no', *paths)
    [status.exitstatus, text.lines.grep(/#{Regexp.union(paths.map { |path| File.basename(path) })}/).join]
  end

  {
    'by itself' => [{}, 'porto-daemons-boot.service'],
    'with sinks' => [{ 'porto::sinks' => { 'log' => { 'keep' => 1 } } }, 'porto-daemons-definitions.timer'],
    'with an agent' => [{ 'porto::agent::ensure' => 'running', 'porto::agent::group' => 'oncall',
                          'porto::agent::prometheus_port' => 9555 }, 'porto-daemons-agent.service']
  }.each do |how, (data, unit)|
    context how do
      let(:level) { data }

      it 'installs units that systemd takes as they are' do
        expect(units.map { |path| File.basename(path) }).to include(unit)
        expect(verdict(*units)).to eq [0, '']
      end
    end
  end

  it 'would hear of a unit that it does not' do
    path = File.join(@scratch, 'wrong.service')
    File.write(path, "[Service]\nType=oneshot\nExecStrat=/bin/true\nExecStart=/bin/true\n")
    expect(verdict(path).last).to match(/Unknown key (name )?'ExecStrat'/)
  end
end
