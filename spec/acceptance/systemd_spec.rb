# frozen_string_literal: true

require_relative 'acceptance_helper'

# One story on one host: to boot it and to bring it to its state takes longest.
RSpec.describe 'A host with systemd' do
  before do
    reason = BareHost.objection
    skip reason if reason
    @host = BareHost.new('bookworm', systemd: true) do |source|
      PortoPackage.offer(source)
      source.add('fussy', '1.0', files: { '/usr/lib/systemd/system/fussy.service' => "[Service]\nExecStart=/bin/sleep 100000\n" },
                                 scripts: { 'postinst' => File.read(File.join(PortoPackage::PARTS, 'fussy')) })
    end
  end

  after { @host.close if @host }

  attr_reader :host

  let(:command) { %w[/usr/bin/tail -f /usr/share/web/motd] }
  let(:definition) do
    { 'meta' => { 'kind' => 'PortoDaemon', 'name' => 'filed', 'version' => '1' },
      'spec' => { 'policy' => { 'min_uptime' => 0.2 },
                  'properties' => { 'cmd' => %w[/bin/sleep 100000], 'user' => 'nobody', 'group' => 'nogroup' } } }
  end

  def state(name)
    host.porto.state(name)
  end

  def unit(name, property)
    host.command('systemctl', 'show', '--value', '--property', property, name).text.strip
  end

  it 'has its units after one run, daemons after a reboot, what the definitions directory holds, and no unit at the end' do
    data = PortoPackage.data(command)
    first = host.apply(data)
    expect(first.status).to eq(2), first.text
    expect(first.text).to include('Service[porto-daemons-definitions.timer]/ensure: ensure changed')
    expect(unit('porto.service', 'ActiveState')).to eq 'active'
    expect(unit('porto-daemons-boot.service', 'UnitFileState')).to eq 'enabled'
    expect(unit('porto-daemons-definitions.timer', 'ActiveState')).to eq 'active'
    expect(state('web')).to eq 'running'
    second = host.apply(data)
    expect(second.status).to eq(0), second.text

    host.reboot
    boot = 'porto-daemons-boot.service'
    host.wait_until('the boot unit') { %w[inactive failed].include?(unit(boot, 'ActiveState')) }
    expect(unit(boot, 'Result')).to eq 'success'
    expect(unit(boot, 'ExecMainStartTimestampMonotonic')).not_to eq '0'
    expect(state('web')).to eq 'running'
    expect(host.apply(data).status).to eq 0

    FileUtils.mkdir_p(host.place('etc/hostman/porto-daemons.d'))
    File.write(host.place('etc/hostman/porto-daemons.d/filed.yaml'), YAML.dump(definition))
    File.write(host.place('etc/hostman/porto-daemons.d/broken.yaml'), "meta: {kind: PortoDaemon\n")
    host.command('systemctl', 'start', 'porto-daemons-definitions.service')
    expect(state('filed')).to eq 'running'
    expect(unit('porto-daemons-definitions.service', 'Result')).to eq 'exit-code'
    journal = host.command('journalctl', '-u', 'porto-daemons-definitions.service').text
    expect(journal).to include('broken.yaml')

    has_its_daemons_kept(data)
    goes_with_the_module(data)
  end

  # The agent's unit, from its coming to its going.
  def has_its_daemons_kept(data)
    agent = 'porto-daemons-agent.service'
    kept = data.merge('porto::agent::ensure' => 'running')
    run = host.apply(kept)
    expect(run.status).to eq(2), run.text
    # By its type it is active once it has said that it is ready.
    expect(%w[Type ActiveState UnitFileState].map { |name| unit(agent, name) }).to eq %w[notify active enabled]
    expect(unit('porto-daemons-definitions.timer', 'ActiveState')).to eq 'inactive'

    definition['spec']['properties']['respawn'] = false
    File.write(host.place('etc/hostman/porto-daemons.d/filed.yaml'), YAML.dump(definition))
    host.wait_until('the file to be applied') { process_of('filed', 'respawn') == 'false' }
    host.wait_until('the daemon') { running?('filed') }
    before = process_of('filed')
    host.command('perl', '-e', 'kill KILL => shift', before)
    host.wait_until('it to run again') { running?('filed') && process_of('filed') != before }
    second = host.apply(kept)
    expect(second.status).to eq(0), second.text
    lets_maintainer_scripts_work

    daemons = %w[web filed].map { |name| process_of(name) }
    main = unit(agent, 'MainPID')
    host.command('systemctl', 'kill', '--signal=KILL', agent)
    host.wait_until('the agent to be started again') do
      unit(agent, 'ActiveState') == 'active' && ![main, '0'].include?(unit(agent, 'MainPID'))
    end
    expect(%w[web filed].map { |name| process_of(name) }).to eq daemons

    host.command('systemctl', 'stop', agent)
    expect(%w[ActiveState Result ExecMainStatus].map { |name| unit(agent, name) }).to eq %w[inactive success 0]
    expect(%w[web filed].map { |name| process_of(name) }).to eq daemons

    host.command('systemctl', 'start', agent)
    host.reboot
    host.wait_until('the agent') { unit(agent, 'ActiveState') == 'active' }
    host.wait_until('the daemons') { running?('web', 'filed') }

    gone = host.apply(data.merge('porto::agent::ensure' => 'stopped'))
    expect(gone.status).to eq(2), gone.text
    expect(unit(agent, 'LoadState')).to eq 'not-found'
    expect(running?('web', 'filed')).to be true
  end

  # Under the agent's own unit, since a file brings the package.
  def lets_maintainer_scripts_work
    definition['spec']['packages'] = { 'fussy' => '1.0' }
    File.write(host.place('etc/hostman/porto-daemons.d/filed.yaml'), YAML.dump(definition))
    installed = ['dpkg-query', '-W', '-f', '${Status} ${Version}', 'fussy']
    host.wait_until('the package') { host.command(*installed).text == 'install ok installed 1.0' }
    expect(unit('fussy.service', 'ActiveState')).to eq 'active'
    expect(host.command('stat', '-c', '%U %a', '/var/lib/fussy', '/usr/bin/fussy-suid').text).to eq "fussy 2750\nroot 4755\n"
    expect(File.read(host.place('proc/1/mounts'))).to match(%r{^fussy /mnt tmpfs})
    host.wait_until('the daemon') { running?('filed') }
  end

  def process_of(name, property = 'root_pid')
    host.porto.get(name, property)
  rescue PortoClient::Refused
    nil
  end

  # Also while the endpoint is still on its way up.
  def running?(*names)
    names.all? { |name| state(name) == 'running' }
  rescue SystemCallError, EOFError
    false
  end

  # All that was put there, and no daemon.
  def goes_with_the_module(data)
    away = data.merge('porto::ensure' => 'absent')
    last = host.apply(away)
    expect(last.status).to eq(2), last.text
    left = Dir.glob(host.place('etc/systemd/system/{,*/}porto-daemons-*')) + Dir.glob(host.place('usr/local/bin/porto-daemon'))
    expect(left).to be_empty
    expect(%w[web filed].map { |name| state(name) }).to eq %w[running running]
    expect(host.apply(away).status).to eq 0
  end
end
