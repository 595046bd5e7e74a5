# frozen_string_literal: true

require 'fileutils'
require 'json'
require_relative 'acceptance_helper'

RSpec.describe 'Removing a daemon', :host do
  it 'is done for what is not declared any more, when that is asked for', complaint: 12 do
    host.apt.publish('retired', '1.0')
    both = declare('staying')
    both['porto::daemons']['retired'] = daemon(packages: { 'retired' => '1.0' })
    converge(both)
    porto.create('foreign')

    one = declare('staying')
    expect(host.apply(one)).to be_clean
    expect(porto.state('retired')).to eq 'running'

    purging = one.merge('porto::purge' => 'purged')
    noop = host.apply(purging, options: ['--noop'])
    expect(noop.text).to include('Porto_daemon[retired]/ensure: current_value running', '(noop)')
    expect(porto.state('retired')).to eq 'running'

    expect(converge(purging).text).to include('Porto_daemon[retired]/ensure')
    expect(%w[staying retired foreign].map { |name| porto.state(name) }).to eq %w[running absent stopped]
    expect(host.apt.installed('retired')).to be_nil
  end

  it 'leaves alone what a definition file declares' do
    host.apply(declare('staying'))
    FileUtils.mkdir_p(host.place('definitions'))
    definition = { 'meta' => { 'name' => 'by-file' }, 'spec' => { 'properties' => { 'cmd' => ['/bin/sleep', '100000'] } } }
    File.write(File.join(host.place('definitions'), 'by-file.json'), JSON.generate(definition))
    applied = host.command('java', '-XX:TieredStopAtLevel=1', '-jar', AgentProcess::JAR, 'apply', '--directory')
    expect(applied.status).to eq(0), applied.text
    pid = porto.pid('by-file')

    expect(host.apply(declare('staying').merge('porto::purge' => 'purged'))).to be_clean
    expect(porto.pid('by-file')).to eq pid
  end

  it 'leaves to its file the last daemon that moved there from Hiera' do
    none = { 'porto::daemons' => {} }
    converge(declare('moving'))
    FileUtils.mkdir_p(host.place('definitions'))
    file = File.join(host.place('definitions'), 'moving.json')
    moved = { 'meta' => { 'name' => 'moving' }, 'spec' => { 'properties' => { 'cmd' => ['/bin/sleep', '100001'] } } }
    File.write(file, JSON.generate(moved))
    from_files = ['java', '-XX:TieredStopAtLevel=1', '-jar', AgentProcess::JAR, 'apply', '--directory']
    expect(host.command(*from_files).text).to include('declared by Puppet, too; the file is left out')

    expect(host.apply(none, options: ['--noop']).text).to match(/Porto_declared\[porto\].*stale.*\(noop\)/)
    expect(converge(none).text).to include('definition files have theirs: moving')
    expect(porto.state('moving')).to eq 'running'
    expect(host.command(*from_files).text).to include('moving: changed')
    expect(porto.get('moving', 'command_argv')).to include('100001')
    expect(converge(declare('moving')).text).to include('Porto_daemon[moving]')
  ensure
    File.delete(file) if file && File.exist?(file)
  end

  it 'never touches what is not ours, not even under the same name', complaint: 13 do
    porto.create('colleague')
    porto.set('colleague', 'command', 'sleep 100000')
    porto.start('colleague')
    pid = porto.pid('colleague')
    host.wire.requests

    refused = host.apply(declare('colleague'))
    expect(refused.status).to eq(4), refused.text
    expect(refused.text).to match(/colleague.*adopt/)
    removal = { 'porto::daemons' => { 'colleague' => { 'ensure' => 'purged' } } }
    host.apply(removal)
    expect(host.wire.changes).to be_empty
    expect(porto.pid('colleague')).to eq pid
  end

  it 'is quiet when nothing is left', complaint: 14 do
    host.apply(declare('leaving'))
    gone = { 'porto::daemons' => { 'leaving' => { 'ensure' => 'purged' }, 'never-was' => { 'ensure' => 'absent' } } }
    expect(host.apply(gone)).to be_changed
    again = host.apply(gone)
    expect(again.status).to eq(0), again.text
    expect(again.text).not_to match(/Warning|Error: .*Porto_daemon/)
  end

  it 'needs only the name, and takes the packages along when it purges', complaint: 15 do
    host.apt.publish('named', '1.0')
    host.apply(declare('named', packages: { 'named' => '1.0' }))
    absent = { 'porto::daemons' => { 'named' => { 'ensure' => 'absent' } } }
    expect(host.apply(absent)).to be_changed
    expect([porto.state('named'), host.apt.installed('named')]).to eq ['absent', '1.0']

    purged = { 'porto::daemons' => { 'named' => { 'meta' => { 'delete_requested' => true } } } }
    expect(host.apply(purged)).to be_changed
    expect(host.apt.installed('named')).to be_nil
    expect(host.apply(purged)).to be_clean
  end

  it 'wins over every other setting and over a restart', complaint: 16 do
    host.apply(declare('overruled'))
    host.wire.requests
    data = declare('overruled', ensure: 'absent', restart_policy: 'never', properties: { 'env' => { 'A' => '1' } })
    run = host.apply(data, manifest: "include porto\nnotify { 'restart': notify => Porto_daemon['overruled'] }")

    expect(run).to be_changed
    expect(host.wire.changes).not_to include('start')
    expect(porto.state('overruled')).to eq 'absent'
  end
  it 'is refused as a whole when the lookup was empty, or too many would go' do
    names = %w[kept-one kept-two kept-three]
    base = declare('kept-one')
    names.each { |name| base['porto::daemons'][name] = daemon }
    converge(base)
    pids = names.map { |name| porto.pid(name) }
    host.wire.requests

    { {} => /Porto_purge\[porto\].*no daemon is declared at all.*kept-one, kept-three, kept-two.* would have been removed/m,
      { 'kept-one' => daemon } => /Porto_purge\[porto\].*daemons are not declared any more.*limit of 1: kept-three, kept-two.*; raise porto::purge_limit/m }
      .each do |declared, message|
      run = host.apply(base.merge('porto::daemons' => declared, 'porto::purge' => 'purged', 'porto::purge_limit' => 1))
      expect(run.status).to eq(4), run.text
      expect(run.text).to match(message)
    end
    expect(host.wire.changes).to be_empty
    expect(names.map { |name| porto.pid(name) }).to eq pids
  end

  it 'is done by taking the module away only where that is asked for' do
    base = declare('orphan')
    base['porto::daemons']['waif'] = daemon
    converge(base)
    porto.create('stranger')
    pids = %w[orphan waif].map { |name| porto.pid(name) }
    expect(host.apply({}, manifest: "notify { 'no class any more': }")).to be_changed
    gone = base.merge('porto::ensure' => 'absent')
    expect(host.apply(gone).text).to match(/Puppet declares no daemon any more, so definition files have theirs: .*orphan, waif$/)
    expect(host.apply(gone)).to be_clean
    expect(%w[orphan waif].map { |name| porto.pid(name) }).to eq pids

    # One by its name, then all.
    expect(host.resource('orphan', 'ensure=purged').text).to match(/Porto_daemon\[orphan\].*running -> purged/)
    expect(%w[orphan waif].map { |name| porto.state(name) }).to eq %w[absent running]
    all = base.merge('porto::ensure' => 'absent', 'porto::purge' => 'purged', 'porto::purge_limit' => 100)
    expect(host.apply(all)).to be_changed
    expect(porto.list).to include('stranger').and(all_be_foreign)
    expect(host.apply(all)).to be_clean
  end

  def all_be_foreign
    satisfy('hold no daemon of ours') { |names| names.none? { |name| porto.get(name, 'labels').include?('HOSTMAN.daemon') } }
  end
end
