# frozen_string_literal: true

require 'json'
require_relative 'acceptance_helper'

RSpec.describe 'A declared daemon', :host do
  it 'is not restarted by a run that changes nothing, whatever it declares', complaint: 1 do
    everything = { 'env' => { 'A' => 'x;y', 'B' => '' }, 'ulimit' => { 'nofile' => '8K 16K' }, 'cpu_limit' => '50',
                   'memory_limit' => '1.5G', 'umask' => '022', 'labels' => { 'TEAM.x' => 'search' }, 'cwd' => '/tmp',
                   'controllers' => { 'devices' => false }, 'virt_mode' => 'host', 'isolate' => false }
    data = declare('everything', properties: everything)
    expect(host.apply(data)).to be_changed
    pid = porto.pid('everything')
    host.wire.requests
    second = host.apply(data)

    expect(second.status).to eq(0), second.text
    expect(host.wire.changes).to be_empty
    expect(porto.pid('everything')).to eq pid
  end

  it 'is compared in everything it declares, there and back', complaint: 2 do
    host.apply(declare('compared'))
    changed = { 'env' => { 'A' => '1' }, 'cwd' => '/tmp', 'umask' => '077', 'cpu_limit' => '2c', 'hostname' => 'compared' }
    run = converge(declare('compared', properties: changed))
    changed.each_key { |property| expect(run.text).to include("properties.#{property}") }
    expect(%w[env cwd umask cpu_limit].map { |property| porto.get('compared', property) })
      .to eq ['A=1', '/tmp', '077', '2c']

    back = converge(declare('compared'))
    changed.each_key { |property| expect(back.text).to include("properties.#{property}") }
    expect(porto.get('compared', 'env')).to eq ''
  end

  it 'has versions that stay, since `latest` is refused with the reason', complaint: 3 do
    host.apt.publish('pinned', '1.0')
    refused = host.apply(declare('pinned', packages: { 'pinned' => 'latest' }))
    expect(refused.text).to match(/Porto::Package::Version.*got 'latest'/)

    data = declare('pinned', packages: { 'pinned' => '1.0' })
    converge(data)
    host.apt.publish('pinned', '2.0')
    expect(host.apply(data)).to be_clean
    expect(host.apt.installed('pinned')).to eq '1.0'
  end

  it 'is restarted for what needs it and changed live for what does not, and says which', complaint: 4 do
    host.apply(declare('changing', properties: { 'cpu_limit' => '1c' }))
    pid = porto.pid('changing')
    live = host.apply(declare('changing', properties: { 'cpu_limit' => '2c' }))
    expect(live.text).to include('properties.cpu_limit: 1c -> 2c (live)')
    expect(porto.pid('changing')).to eq pid

    restarted = host.apply(declare('changing', properties: { 'cpu_limit' => '2c', 'env' => { 'MODE' => 'loud' } }))
    expect(restarted.text).to match(/properties\.env: .* -> MODE=loud \(restart\)/)
    expect(porto.pid('changing')).not_to eq pid
    expect(host.process('changing', 'environ')).to include('MODE=loud')
  end

  it 'is brought back when it was stopped, destroyed or edited by hand', complaint: 9 do
    data = declare('drifting', properties: { 'cpu_limit' => '1c' })
    converge(data)
    { 'stopped' => -> { porto.stop('drifting') }, 'gone' => -> { porto.destroy('drifting') } }.each do |state, damage|
      damage.call
      expect(host.apply(data)).to be_changed, state
      expect(porto.state('drifting')).to eq('running'), state
    end
    porto.set('drifting', 'cpu_limit', '3c')
    expect(host.apply(data).text).to include('properties.cpu_limit: 3c -> 1c (live)')
    expect(porto.get('drifting', 'cpu_limit')).to eq '1c'
  end

  it 'gets its arguments and variables byte for byte, without a shell', complaint: 11 do
    arguments = ['two words', '"quoted"', "it's", '$HOME `id`', 'a;b|c&d', '', ' padded ', "tab\there", 'ünïcode', '\\']
    variables = { 'PLAIN' => 'a b', 'QUOTES' => %q("'), 'SEMICOLON' => 'a;b', 'BACKSLASH' => 'C:\temp', 'DOLLAR' => '$HOME' }
    command = ['/usr/bin/ruby', '-e', 'sleep', '--', *arguments]
    data = declare('quoting', properties: { 'cmd' => command, 'env' => variables })
    converge(data)

    expect(host.process('quoting', 'cmdline').map { |word| word.force_encoding('UTF-8') })
      .to eq command
    expect(host.process('quoting', 'environ')).to include(*variables.map { |name, value| "#{name}=#{value}" })
  end

  it 'has its name as it is written, or none at all', complaint: 17 do
    converge(declare('Mixed.case_and-dots'))
    expect(porto.list).to include('Mixed.case_and-dots')

    ['with space', 'a/b', 'self', '-dash'].each do |name|
      refused = host.apply(declare(name))
      expect(refused.status).to eq(1), name
      expect(refused.text).to include('Porto::Name')
    end
  end

  it 'is restarted exactly once when a package gets another version', complaint: 19 do
    host.apt.publish('updated', '1.0')
    host.apt.publish('updated', '2.0')
    converge(declare('updated', packages: { 'updated' => '1.0' }))
    pid = porto.pid('updated')
    host.wire.requests
    run = host.apply(declare('updated', packages: { 'updated' => '2.0' }))

    expect(run.text).to include('packages.updated: 1.0 -> 2.0 (restart)')
    expect(host.wire.changes.count('start')).to eq 1
    expect(porto.pid('updated')).not_to eq pid
    expect(host.apply(declare('updated', packages: { 'updated' => '2.0' }))).to be_clean
    expect(host.apt.scripts).to include('updated 2.0 postinst HOSTMAN=1')
  end

  it 'is started again by Porto itself when its process dies', complaint: 20 do
    converge(declare('mortal', properties: { 'respawn_delay' => '100ms' }))
    pid = porto.pid('mortal')
    Process.kill(:KILL, pid)

    host.wait_until('another process') { ![nil, pid].include?(porto.pid('mortal')) }
    expect(host.apply(declare('mortal', properties: { 'respawn_delay' => '100ms' }))).to be_clean
  end

  it 'waits for its restart where the policy says so', complaint: 18 do
    host.apply(declare('patient'))
    pid = porto.pid('patient')
    waiting = declare('patient', properties: { 'env' => { 'A' => '1' } }, restart_policy: 'pending')
    run = host.apply(waiting)
    expect(run.status).to eq(0), run.text
    expect(run.text).to match(/Porto_daemon\[patient\].*pending/i)
    expect(porto.pid('patient')).to eq pid
    expect(waits).to include('restart_policy is pending', 'properties.env')

    refresh = host.apply(waiting, manifest: "include porto\nnotify { 'now': notify => Porto_daemon['patient'] }")
    expect(refresh).to be_changed
    expect(porto.pid('patient')).not_to eq pid
    expect(host.process('patient', 'environ')).not_to include('A=1')
    expect(waits).to include('restart_policy is pending', 'properties.env')

    restart = host.command('java', '-XX:TieredStopAtLevel=1', '-jar', AgentProcess::JAR, 'restart', 'patient', '--reason', 'now')
    expect(restart.status).to eq(0), restart.text
    expect(host.process('patient', 'environ')).to include('A=1')
    expect(waits).to be_nil
  end

  it 'is restarted once for any number of notifications, and not when it was restarted anyway' do
    data = declare('notified')
    converge(data)
    host.wire.requests
    notices = "include porto\nnotify { ['one', 'two']: notify => Porto_daemon['notified'] }"
    restarted = host.apply(data, manifest: notices)
    expect(restarted.text).to include("Porto_daemon[notified]: Triggered 'refresh' from 2 events")
    expect(host.wire.changes.count('start')).to eq 1

    host.apply(declare('notified', properties: { 'env' => { 'A' => '1' } }), manifest: notices)
    expect(host.wire.changes.count('start')).to eq 1
    expect(host.process('notified', 'environ')).to include('A=1')
  end

  it 'is printed as Puppet code that declares it as it is, and can be stopped by its name' do
    host.apt.publish('printed', '1.0')
    data = declare('printed', version: '1.0', packages: { 'printed' => '1.0' },
                              properties: { 'cpu_limit' => '1c', 'env' => { 'A' => 'a b;c' }, 'cmd' => ['/bin/sleep', '100000'] })
    converge(data)
    pid = porto.pid('printed')
    code = host.resource('printed').text[/^porto_daemon .*^}$/m]
    # Policy is nothing that is there; it counts as changed where it is not said again.
    policy = data['porto::defaults'].map { |key, value| "#{key} => #{value}" }.join(', ')
    again = host.apply({}, manifest: "Porto_daemon { #{policy} }\n#{code}")
    expect(again.status).to eq(0), "#{code}\n#{again.text}"
    expect(porto.pid('printed')).to eq pid

    stopped = host.resource('printed', 'ensure=stopped')
    expect(stopped.text).to match(/running -> stopped.*^  ensure +=> 'stopped'/m)
    expect([porto.state('printed'), host.apt.installed('printed'), porto.get('printed', 'cpu_limit')]).to eq %w[stopped 1.0 1c]
    expect(host.apply(data)).to be_changed
    expect(porto.state('printed')).to eq 'running'
  end

  describe 'on two levels of Hiera' do
    # The blocks of the page, with a program that is there in place of the one that is not.
    let(:blocks) do
      example = File.read(File.join(Host::ROOT, 'docs/hiera.md'))[/^### An example\n(.*?)^## /m, 1]
      example.scan(/^```yaml\n(.*?)^```/m).map { |(block)| YAML.safe_load(block.gsub('/usr/bin/juggler-client', program)) }
    end
    let(:program) { host.place('juggler-client') }

    before do
      File.write(program, "#!/usr/bin/perl\nsleep 1 while 1;\n", perm: 0o755)
      %w[2.3.2001221352 2.3.2003101510].each { |version| host.apt.publish('juggler-client-core', version) }
      host.apt.publish('yandex-rtc-juggler-config', '1.0-6238270')
    end

    it 'becomes what docs/hiera.md says' do
      common, node, result = blocks
      name, expected = result.first
      quick = { 'porto::defaults' => { 'min_uptime' => 0.2 } }
      converge(common.merge(quick))
      expect(host.process(name, 'cmdline').last(2)).to eq %w[--config-dir /etc/juggler/]

      run = converge(node, common.merge(quick))
      expect(run.text).to include('packages.juggler-client-core: 2.3.2001221352 -> 2.3.2003101510')
      packages = expected['packages'].keys.map { |package| [package, host.apt.installed(package)] }.to_h
      expect(packages).to eq expected['packages']
      properties = expected['properties']
      expect(host.process(name, 'cmdline').last(2)).to eq properties['cmd']
      expect(host.process(name, 'environ')).to include(*properties['env'].map { |key, value| "#{key}=#{value}" })
      expect([porto.get(name, 'memory_limit').to_i, porto.get(name, 'cpu_limit')]).to eq [2 << 30, '0c']
    end
  end

  # What the fact says of the daemon's change; nil when none waits.
  def waits
    facts = JSON.parse(host.command('facter', '--json', 'porto_daemons').text[/^{.*/m])
    facts.fetch('porto_daemons').fetch('patient')['pending']
  end
end
