# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A bare host' do
  let(:command) { %w[/usr/bin/tail -f /usr/share/web/motd] }
  let(:data) do
    PortoPackage.data(command).tap do |data|
      data['porto::daemons']['web']['properties'].merge!('user' => 'web', 'group' => 'web')
    end
  end
  let(:manifest) do
    "include porto\ngroup { 'web': system => true }\nuser { 'web': gid => 'web', system => true }"
  end

  before do
    reason = BareHost.objection
    skip reason if reason
  end

  after { @host.close if @host }

  attr_reader :host

  def boot(release)
    @host = BareHost.new(release) { |source| PortoPackage.offer(source) }
  end

  def version_of(package)
    host.command('dpkg-query', '-W', '-f', '${Version} ${db:Status-Status}', package).text
  end

  def expect_bare
    %w[usr/bin/java etc/portod.conf run/portod.socket var/lib/porto-daemons].each do |path|
      expect(File.exist?(host.place(path))).to be(false), path
    end
  end

  def expect_order(text, *order)
    things = %r{((?:Package|Service|Porto_daemon)\[[^\]]+\]|File\[/etc/portod.conf\])/ensure: }
    expect(text.scan(things).flatten).to eq order
  end

  def expect_running
    pid = host.porto.pid('web')
    expect(host.command('cat', "/proc/#{pid}/cmdline").text.split("\0")).to eq command
    expect(host.command('stat', '-c', '%U', "/proc/#{pid}").text.strip).to eq 'web'
    pid
  end

  # One run that has everything to do, and one that has nothing.
  def expect_one_run(java)
    expect_bare
    first = host.apply(data, manifest: manifest)
    expect(first.status).to eq(2), first.text
    expect(first.text).to include('waits for a Java runtime')
    expect_order(first.text, "Package[#{java}]", 'Package[porto]', 'File[/etc/portod.conf]', 'Service[porto]',
                 'Porto_daemon[web]')
    expect([java, 'porto', 'web'].map { |package| version_of(package) })
      .to match [/ installed$/, '5.3.59 installed', '1.0 installed']
    pid = expect_running

    second = host.apply(data, manifest: manifest)
    expect(second.status).to eq(0), second.text
    expect(second.text).not_to match(/Warning|Error/)
    expect(expect_running).to eq pid
  end

  it 'converges in one run, Java and Porto included, and the next run is clean', complaint: 8 do
    boot('bookworm')
    expect_one_run('openjdk-17-jre-headless')
    expect(host.command('porto-daemon', 'status').text).to match(/^web +running/)
  end

  it 'does so with Puppet 8, and all that a daemon goes through' do
    boot('trixie')
    expect(host.command('puppet', '--version').text).to match(/\A8\./)
    expect_one_run('openjdk-21-jre-headless')

    properties = data['porto::daemons']['web']['properties']
    properties['cpu_limit'] = '2c'
    noop = host.apply(data, manifest: manifest, options: ['--noop'])
    expect(noop.text).to match(/properties\.cpu_limit: .* -> 2c \(live\) \(noop\)/)
    # This Puppet resolves what is deferred only in the run.
    secrets = "{ 'web' => { 'TOKEN' => Deferred('downcase', ['SESAME']) } }"
    late = manifest.sub('include porto', "class { 'porto': env_secrets => #{secrets} }")
    changed, again = Array.new(2) { host.apply(data, manifest: late) }
    expect([changed, again].map(&:status)).to eq([2, 0]), changed.text + again.text
    expect(File.read(host.place("proc/#{host.porto.pid('web')}/environ")).split("\0")).to include('TOKEN=sesame')
    properties['memory_limt'] = '1G'
    expect(host.apply(data, manifest: manifest).text).to include("unrecognized key 'memory_limt'")
    lib = "/#{BareHost::ENVIRONMENT}/modules/porto/lib"
    listed = host.command('puppet', 'resource', 'porto_daemon', '--libdir', lib).text
    expect(listed).to include("porto_daemon { 'web':", "'cpu_limit' => '2c'")

    gone = data.merge('porto::daemons' => { 'web' => { 'ensure' => 'purged' } })
    expect(host.apply(gone, manifest: manifest).status).to eq 2
    expect([host.porto.state('web'), version_of('web')]).to match ['absent', /no packages|not-installed|^$/]
    expect(host.apply(gone, manifest: manifest).status).to eq 0
  end
end
