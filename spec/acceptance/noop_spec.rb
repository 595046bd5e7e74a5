# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A run with --noop', :host do
  # Everything a run could change on this host.
  def traces
    { store: contents(host.place('state')), requests: host.wire.changes, dpkg: host.apt.history, scripts: host.apt.scripts,
      containers: porto.list.sort.map { |name| [name, porto.pid(name)] } }
  end

  def contents(dir)
    Dir.glob(File.join(dir, '**', '*')).select { |path| File.file?(path) }.map { |path| [path, File.binread(path)] }
  end

  def preview(data, **options)
    before = traces
    run = host.apply(data, options: ['--noop'], **options)
    expect(run.status).to eq(0), run.text
    expect(traces).to eq before.merge(requests: [])
    run.text
  end

  it 'changes nothing for any kind of change, and says what would happen', complaint: 5 do
    %w[1.0 2.0].each { |version| host.apt.publish('noop', version) }
    base = declare('noop', packages: { 'noop' => '1.0' }, properties: { 'cpu_limit' => '1c' })

    expect(preview(base)).to match(%r{Porto_daemon\[noop\]/ensure: current_value absent, should be absent -> running.*noop})
    host.apply(base)

    expect(preview(declare('noop', packages: { 'noop' => '1.0' }, properties: { 'cpu_limit' => '2c' })))
      .to include('properties.cpu_limit: 1c -> 2c (live) (noop)')
    expect(preview(declare('noop', packages: { 'noop' => '2.0' }, properties: { 'cpu_limit' => '1c' })))
      .to include('packages.noop: 1.0 -> 2.0 (restart) (noop)')
    expect(preview(declare('noop', ensure: 'stopped', packages: { 'noop' => '1.0' }, properties: { 'cpu_limit' => '1c' })))
      .to match(/should be running -> stopped.*\(noop\)/)
    expect(preview(declare('noop', ensure: 'purged'))).to match(/should be running -> purged.*\(noop\)/)
    expect(preview(base, manifest: "include porto\nnotify { 'x': notify => Porto_daemon['noop'] }"))
      .to include("Porto_daemon[noop]: Would have triggered 'refresh'")
  end
end
