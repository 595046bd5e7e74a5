# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'When something goes wrong', :host do
  it 'a portod that hangs holds up neither facts nor anything else for long', complaint: 6 do
    path = host.place('hanging.socket')
    hanging = UNIXServer.new(path)
    asking = Thread.new { host.command('facter', 'porto', env: { 'PORTO_SOCKET' => path }) }
    asked = nil
    host.wait_until('the fact to ask') { (asked = hanging.accept_nonblock(exception: false)).is_a?(UNIXSocket) }
    # Nobody will ever answer it: it is the fact that gives up, and tells so.
    host.wait_until('the fact to hang up') { asked.read_nonblock(4096, exception: false).nil? }
    expect(asking.value.text).to match(/running => false/)

    # That it ends at all: it is not answered, either.
    FileUtils.mkdir_p(host.place('state'))
    daemons = host.command('facter', 'porto_daemons', env: { 'PORTO_SOCKET' => path })
    expect([daemons.status, daemons.text.lines.grep_v(/Facter: Permission/).join.strip]).to eq [0, '']
  ensure
    [asked, hanging].each { |socket| socket.close if socket.respond_to?(:close) }
    asking.join if asking
  end

  it 'facts are quiet where Porto is down or not there', complaint: 7 do
    run = host.command('facter', 'porto', env: { 'PORTO_SOCKET' => host.place('nowhere.socket') })
    expect(run.status).to eq 0
    expect(run.text.lines.grep_v(/^  (jar|launcher) => /).grep(/porto/i)).to be_empty
    expect(run.text).to include('running => false')

    expect(host.command('facter', 'porto.running').text.lines.last.strip).to eq 'true'
  end

  it 'a daemon that does not come up fails with its exit code and stderr, and is not tried again', complaint: 21 do
    good = declare('failing')
    converge(good)
    script = 'echo "no such database: orders" >&2; exit 3'
    bad = declare('failing', properties: { 'cmd' => ['/bin/sh', '-c', script] }, ready_timeout: 2)
    run = host.apply(bad)
    expect(run.status).to eq(4), run.text
    expect(run.text).to include('exit code 3; stderr: no such database: orders', 'rolled back')
    expect(host.process('failing', 'cmdline')).to eq ['/bin/sleep', '100000']

    host.wire.requests
    again = host.apply(bad)
    expect(host.wire.changes).to be_empty, again.text
    expect(again.text).to match(/Porto_daemon\[failing\].*not tried again/)
    expect(host.apply(good)).to be_clean
  end

  it 'containers of others, in whatever state, disturb nobody', complaint: 22 do
    porto.create('odd-stopped')
    porto.create('odd-meta')
    porto.set('odd-meta', 'isolate', 'false')
    porto.start('odd-meta')
    porto.create('odd-dead')
    porto.set('odd-dead', 'command', '/bin/false')
    porto.start('odd-dead')
    host.wait_until('a dead container') { porto.state('odd-dead') == 'dead' }

    converge(declare('neighbour'))
    listed = host.resource
    expect(listed.status).to eq 0
    expect(listed.text).to include("porto_daemon { 'neighbour':")
    expect(listed.text).not_to include('odd-')
  end

  it 'a run that was cut off is finished by the next', complaint: 23 do
    host.apt.publish('cut-off', '1.0')
    mark = host.place('postinst-runs')
    host.apt.publish('cut-off', '2.0', postinst: "touch #{mark}; [ -e #{mark}.second ] || exec sleep 1000")
    converge(declare('cut-off', packages: { 'cut-off' => '1.0' }))
    wanted = declare('cut-off', packages: { 'cut-off' => '2.0' }, properties: { 'env' => { 'NEW' => '1' } })
    config = host.hiera([wanted])
    puppet = spawn(host.environment, *host.puppet('apply'), '--hiera_config', config, '--modulepath',
                   host.place('modules'), '-e', 'include porto', %i[out err] => host.place('cut-off.log'))
    host.wait_until('the postinst') { File.exist?(mark) }
    host.kill_tree(puppet)
    Process.wait(puppet)
    expect(host.apt.installed('cut-off')).to be_nil
    File.write("#{mark}.second", '')

    second = host.apply(wanted)
    expect(second.status).to eq(2), second.text
    expect(host.apply(wanted)).to be_clean
    expect(host.apt.installed('cut-off')).to eq '2.0'
    expect(host.process('cut-off', 'environ')).to include('NEW=1')
  end

  it 'a portod that cannot be reached is an error of its daemons, never their absence', complaint: 25 do
    data = declare('unreachable')
    converge(data)
    pid = porto.pid('unreachable')
    run = host.apply(data, manifest: "include porto\nnotify { 'others go on': }",
                           env: { 'PORTO_SOCKET' => host.place('nowhere.socket') })

    expect(run.status).to eq(6), run.text
    expect(run.text).to include('Porto_daemon[unreachable]', host.place('nowhere.socket'), "defined 'message'")
    expect(porto.pid('unreachable')).to eq pid
    expect(host.apply(data)).to be_clean
  end

  it 'one daemon that fails leaves the others of the catalog alone' do
    data = declare('fine')
    data['porto::daemons']['impossible'] = daemon(packages: { 'no-such-package' => '1.0' })
    run = host.apply(data)

    expect(run.status).to eq(6), run.text
    expect(run.text).to match(/Porto_daemon\[impossible\].*no-such-package/)
    expect([porto.state('fine'), porto.state('impossible')]).to eq %w[running absent]
  end
end
