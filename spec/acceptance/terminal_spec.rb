# frozen_string_literal: true

require_relative 'acceptance_helper'

# The command line as people see it: in a terminal, with a download that takes its time.
RSpec.describe 'porto-daemon in a terminal', :host do
  include Captures

  jar = File.join(Host::ROOT, 'lib/java/porto-daemon-core.jar')

  before(:context) do
    host.apt.publish('hello-data', '1.0', content: 'x' * 1_500_000)
    host.apt.publish('hello-slow', '1.0', postinst: "test ! -e #{host.dir}/slow || sleep 60")
    @source = SlowSource.new(host.apt.source, 0)
    host.apt.source = @source.url
  end

  after(:context) { @source.close }
  after { @terminal.close if @terminal }

  def definition(packages: { 'hello-data' => '1.0' }, name: 'hello')
    host.place("#{name}.yaml").tap do |file|
      File.write(file, YAML.dump(
                         'meta' => { 'name' => name, 'version' => '1.0' },
                         'spec' => { 'properties' => { 'cmd' => ['/bin/sleep', '100000'], 'isolate' => false },
                                     'packages' => packages, 'policy' => { 'min_uptime' => 0.2, 'stop_timeout' => 2 } }
                       ))
    end
  end

  define_method(:core) { |*arguments| ['java', '-jar', jar, *arguments] }

  def terminal(*arguments, size: [100, 24], **environment)
    @terminal = Terminal.new(host.dir, host.environment.merge(environment.transform_keys(&:to_s)),
                             core(*arguments), size: size)
  end

  def await(what)
    host.wait_until(what) { yield(@terminal.text) }
    @terminal.text
  end

  def ended
    host.wait_until('the end') { @terminal.ended? }
    @terminal.status
  end

  def plain(*arguments)
    host.command(*core(*arguments))
  end

  def purge(name)
    expect(plain('purge', '--yes', name).status).to eq(0)
    FileUtils.rm_rf(Dir[File.join(host.environment.fetch('PORTO_DAEMON_CACHE_DIR'), '*')])
    FileUtils.rm_f(Dir[File.join(host.dir, 'apt/cache/archives/*.deb')])
  end

  it 'shows a bar while a package is downloaded, and takes it away at the end' do
    @source.pause = 0.1
    terminal('apply', '-f', definition)
    seen = await('the bar') { |text| text.match?(/^hello: \[[#]{8,} +\]/) }
    @source.pause = 0
    captured('terminal.md', 'download', seen)
    expect(ended).to eq(0)
    expect(@terminal.text).to match(/^hello: changed, running, ready/)
    expect(@terminal.text).not_to include('[#')
  ensure
    @source.pause = 0
    purge('hello')
  end

  context 'with a daemon' do
    before do
      expect(plain('apply', '-f', definition).text).to include('hello: changed, running, ready')
      plain('maintenance', 'on', 'hello', '--reason', 'looking at a core dump that was found in the morning, and at the limits')
    end

    after { purge('hello') }

    it 'fits 80 and 200 columns, with colours unless they are not wanted' do
      terminal('status', size: [80, 24])
      expect(ended).to eq(0)
      narrow = @terminal.text
      captured('terminal.md', 'narrow', narrow)
      expect(narrow.lines.map(&:chomp).map(&:length).max).to eq(80)
      expect(narrow.lines[1]).to end_with("~\n")
      expect(@terminal.coloured).to match(/\e\[33m(\e\[49m)?hello/)
      @terminal.close

      terminal('status', size: [200, 24], NO_COLOR: '1')
      expect(ended).to eq(0)
      captured('terminal.md', 'wide', @terminal.text)
      expect(@terminal.text).to include('and at the limits')
      expect(@terminal.coloured).not_to include("\e[")
    end

    it 'watches, and draws anew what changes' do
      terminal('status', '--watch=0.3', size: [80, 24])
      await('the first view') { |text| text.include?('held: maintenance') }
      plain('maintenance', 'off', 'hello')
      plain('stop', 'hello', '--reason', 'disk swap')
      view = await('the change') { |text| text.match?(/hello +stopped +no .*held: stopped/) }
      expect(view.scan(/^hello/).length).to eq(1)
      captured('terminal.md', 'watch', view)
      @terminal.press('C-c')
      expect(ended).to be > 128
    end

    it 'opens a shell inside, and hands on Ctrl-C and the size' do
      terminal('shell', 'hello', size: [90, 20], PORTO_SOCKET: host.target)
      await('a prompt') { |text| text.match?(/[#$] *$/) }
      @terminal.press('echo $PORTO_NAME; stty size', 'Enter')
      await('its size') { |text| text.match?(%r{^hello/exec-.*\n20 90$}) }
      @terminal.press('sleep 1000', 'Enter')
      host.wait_until('the sleep') { Dir['/proc/[0-9]*/cmdline'].any? { |file| cmdline(file) == "sleep\0001000\0" } }
      @terminal.press('C-c')
      @terminal.press('exit 3', 'Enter')
      expect(ended).to eq(3)
      expect(host.porto.list).to eq(['hello'])
    end
  end

  def cmdline(file)
    File.binread(file)
  rescue SystemCallError
    ''
  end

  it 'leaves to the next run what Ctrl-C cut off in a download' do
    @source.pause = 0.2
    terminal('apply', '-f', definition)
    await('the bar') { |text| text.match?(/^hello: \[#+ +\]/) }
    @terminal.press('C-c')
    host.wait_until('the end') { @terminal.ended? }
    @source.pause = 0
    expect(host.apt.installed('hello-data')).to be_nil
    again = plain('apply', '-f', definition)
    expect(again.text).to include('hello: an earlier run was cut off at: ').and include('hello: changed, running, ready')
    expect(host.apt.installed('hello-data')).to eq('1.0')
  ensure
    @source.pause = 0
    purge('hello')
  end

  it 'leaves to the next run what Ctrl-C cut off while dpkg was at work' do
    File.write(File.join(host.dir, 'slow'), '')
    terminal('apply', '-f', definition(packages: { 'hello-slow' => '1.0' }))
    host.wait_until('the postinst') { host.apt.scripts.any? { |line| line.start_with?('hello-slow 1.0 postinst') } }
    @terminal.press('C-c')
    host.wait_until('the end') { @terminal.ended? }
    File.delete(File.join(host.dir, 'slow'))
    again = plain('apply', '-f', definition(packages: { 'hello-slow' => '1.0' }))
    expect(again.text).to include('hello: changed, running, ready')
    expect(host.apt.installed('hello-slow')).to eq('1.0')
    expect(host.porto.list).to eq(['hello'])
  ensure
    purge('hello')
  end
end
