# frozen_string_literal: true

RSpec.describe 'provider core of porto_daemon' do
  let(:running) { { 'ensure' => 'running', 'version' => nil, 'packages' => { 'web' => '1.0' }, 'properties' => { 'cmd' => ['/usr/bin/web'] } } }

  it 'asks once for all daemons of the catalog, and executes only what differs' do
    core = FakeCore.new('web' => running)
    apply(daemon('web'), daemon('two'), daemon('three'), core: core)

    expect(core.asked('observe').map { |params| params['plan'] }).to eq [true]
    expect(core.asked('execute').map { |params| params['daemon']['meta']['name'] }).to contain_exactly('two', 'three')
  end

  it 'converges in one run, so that a second run is clean' do
    core = FakeCore.new
    apply(daemon, core: core)
    core.requests.clear
    report = apply(daemon, core: FakeCore.new(core.daemons))

    expect(events(report, 'Porto_daemon[web]')).to be_empty
    expect(core.asked('execute')).to be_empty
  end

  it 'sends every declared value in the first setter and lets the others share its outcome' do
    core = FakeCore.new('web' => running)
    changed = daemon('web', packages: { 'web' => '2.0' }, properties: { 'cmd' => ['/usr/bin/web', '-v'] }, version: '2')
    report = apply(changed, core: core)

    expect(core.asked('execute').length).to eq 1
    expect(core.asked('execute').first['daemon']).to include(
      'origin' => 'Porto_daemon[web]', 'ensure' => 'running',
      'meta' => { 'kind' => 'PortoDaemon', 'name' => 'web', 'version' => '2' },
      'spec' => { 'properties' => { 'cmd' => ['/usr/bin/web', '-v'] }, 'packages' => [{ 'name' => 'web', 'version' => '2.0' }] }
    )
    expect(events(report, 'Porto_daemon[web]').map(&:property)).to contain_exactly('version', 'packages', 'properties')
  end

  it 'shows the plan with its disruption in the event' do
    core = FakeCore.new('web' => running.merge('properties' => { 'cmd' => ['/usr/bin/web'], 'cpu_limit' => '1c' }))
    report = apply(daemon('web', properties: { 'cmd' => ['/usr/bin/web'], 'cpu_limit' => '2c' }), core: core)

    expect(events(report, 'Porto_daemon[web]').map(&:message)).to eq ['properties.cpu_limit: 1c -> 2c (live)']
  end

  it 'changes nothing under noop, and says what it would' do
    core = FakeCore.new('web' => running)
    report = apply(daemon('web', packages: { 'web' => '2.0' }), daemon('two'), core: core, noop: true)

    expect(core.requests.map { |request| request['method'] }.uniq - %w[hello observe shutdown]).to be_empty
    expect(events(report, 'Porto_daemon[web]').map(&:message).first)
      .to include 'packages.web: 1.0 -> 2.0 (restart)', '(noop)'
    expect(events(report, 'Porto_daemon[two]').map(&:message).first).to include 'should be absent -> running'
  end

  it 'makes a failure the failure of each event, once, and goes on with others' do
    core = FakeCore.new('web' => running)
    core.failures['execute web'] = { 'code' => -32_012, 'message' => 'web 2.0 is not known to apt' }
    report = apply(daemon('web', packages: { 'web' => '2.0' }, version: '2'), daemon('two'), core: core)

    failed = events(report, 'Porto_daemon[web]')
    expect(failed.map(&:status).uniq).to eq ['failure']
    expect(failed.map(&:message)).to all(include('web 2.0 is not known to apt'))
    expect(core.asked('execute').length).to eq 2
    expect(report.resource_statuses['Porto_daemon[two]'].failed).to be_falsey
  end

  it 'fails every daemon, and touches none, when the observation fails' do
    core = FakeCore.new
    core.failures['observe'] = { 'code' => -32_011, 'message' => 'Porto cannot be reached' }
    report = apply(daemon('web'), daemon('two'), core: core)

    expect(report.resource_statuses.values_at('Porto_daemon[web]', 'Porto_daemon[two]').map(&:failed)).to eq [true, true]
    expect(events(report, 'Porto_daemon[web]').map(&:message).join).to include 'Porto cannot be reached'
    expect(core.asked('execute')).to be_empty
  end

  it 'takes silence for an error, never for nothing to do' do
    core = FakeCore.new
    def core.answer_observe(_params)
      { 'daemons' => {}, 'errors' => {} }
    end
    report = apply(daemon('web'), core: core)

    expect(report.resource_statuses['Porto_daemon[web]'].failed).to be true
    expect(events(report, 'Porto_daemon[web]').map(&:message).join).to include 'the core says nothing of web'
  end

  it 'needs only the name to remove a daemon, and is quiet when nothing is left' do
    core = FakeCore.new('web' => running)
    gone = Puppet::Type.type(:porto_daemon).new(name: 'web', ensure: :purged)
    apply(gone, core: core)
    expect(core.asked('execute').first['daemon']).to eq(
      'origin' => 'Porto_daemon[web]', 'ensure' => 'purged', 'meta' => { 'kind' => 'PortoDaemon', 'name' => 'web' }
    )

    report = apply(Puppet::Type.type(:porto_daemon).new(name: 'web', ensure: :purged), core: FakeCore.new(core.daemons))
    expect(events(report, 'Porto_daemon[web]')).to be_empty
  end

  it 'sends policy with a removal, since it may say what is purged' do
    core = FakeCore.new('web' => running)
    apply(Puppet::Type.type(:porto_daemon).new(name: 'web', ensure: :purged, purge_preexisting: true), core: core)

    expect(core.asked('execute').first['daemon']['spec']).to eq('policy' => { 'purge_preexisting' => true })
  end

  it 'says nothing of the rest when only ensure is given, which means the daemon as it is' do
    core = FakeCore.new('web' => running)
    apply(Puppet::Type.type(:porto_daemon).new(name: 'web', ensure: :stopped), core: core)

    expect(core.asked('execute').first['daemon']).not_to include('spec')
  end

  it 'reports what waits for a restart and counts it as no change' do
    core = FakeCore.new('web' => running)
    core.pending['web'] = 'a restart is pending: packages.web 1.0 -> 2.0'
    report = apply(daemon('web', packages: { 'web' => '2.0' }), core: core)

    expect(events(report, 'Porto_daemon[web]')).to be_empty
    expect(report.logs.map(&:message)).to include 'a restart is pending: packages.web 1.0 -> 2.0'
  end

  describe 'beside package resources of the catalog' do
    let(:core) { FakeCore.new }

    # What the core is told where these are in the catalog, beside the daemon.
    def observe(daemon, packages, provider: :apt, host: 'web.test')
      catalog = Puppet::Resource::Catalog.new(host)
      catalog.add_resource(daemon)
      packages.each do |name, ensured|
        catalog.add_resource(Puppet::Type.type(:package).new(name: name, ensure: ensured, provider: provider))
      end
      with_core(core) { daemon.provider.class.prefetch(daemon[:name] => daemon) }
      core.asked('observe').first
    end

    it 'tells the core which packages the catalog itself wants' do
      packages = { 'pinned' => '1.2', 'any' => :installed, 'unwanted' => :absent, 'ranged' => '>=1.0 <2.0' }

      expect(observe(daemon, packages)['claims']).to eq('pinned' => '1.2', 'any' => '', 'ranged' => '')
    end

    it 'claims nothing for a run that has no catalog of a host' do
      expect(observe(daemon, { 'pinned' => '1.2' }, host: nil)['claims']).to be_nil
    end

    it 'tells the core of all daemons of the catalog, also where it asks for one' do
      catalog = Puppet::Resource::Catalog.new('web.test')
      web = daemon('web')
      [web, daemon('late')].each { |one| catalog.add_resource(one) }
      with_core(core) { web.provider.ensure }

      expect(core.asked('observe').map { |params| params['declared'] }).to eq [%w[late web]]
    end

    it 'does not say what is declared for a run that has no catalog of a host' do
      expect(observe(daemon, {}, host: nil)['declared']).to be_nil
    end

    it 'takes what is no deb package for nothing of its own' do
      expect(observe(daemon, { 'web' => '7.0' }, provider: :gem)['claims']).to eq({})
    end

    %i[absent purged latest].each do |wanted|
      it "fails where the catalog wants #{wanted} what the daemon pins" do
        web = daemon('web', packages: { 'app' => '1.0' })
        observe(web, { 'app' => wanted })

        expect { web.provider.ensure }.to raise_error Puppet::Error,
                                                      /packages.app: pinned here, and #{wanted} by Package\[app\]; runs/
      end
    end

    it 'lets a daemon and its package go together' do
      web = daemon('web', ensure: :purged, packages: { 'app' => '1.0' })
      observe(web, { 'app' => :purged })

      expect(web.provider.ensure).to eq :absent
    end
  end

  describe 'on a host without a Java runtime' do
    let(:java) { File.join(@scratch, 'java') }

    before do
      allow(PuppetX::Porto::Session).to receive(:usable?) { File.exist?(java) }
      Puppet::Type.type(:porto_daemon).provider(:core).instance_variable_set(:@confine_collection, nil)
      Puppet::Type.type(:porto_daemon).provider(:core).confine(true: -> { PuppetX::Porto::Session.usable? })
    end

    # What a positive answer was cached for must not reach other examples.
    after { Puppet::Type.type(:porto_daemon).provider(:core).instance_variable_set(:@confine_collection, nil) }

    it 'waits for the one that the same run installs, in whatever order' do
      core = FakeCore.new
      report = apply(daemon, Puppet::Type.type(:file).new(path: java, ensure: :file), core: core)

      expect(core.asked('execute').length).to eq 1
      expect(report.resource_statuses['Porto_daemon[web]'].changed).to be true
    end

    it 'fails when none comes' do
      core = FakeCore.new
      report = apply(daemon, core: core)

      expect(core.requests).to be_empty
      expect(report.status).to eq 'failed'
    end
  end

  describe 'refresh' do
    def notifier(target)
      Puppet::Type.type(:notify).new(name: 'changed', notify: target)
    end

    it 'restarts a daemon that is notified' do
      core = FakeCore.new('web' => running)
      web = daemon
      apply(web, notifier(web), core: core)

      expect(core.asked('restart').map { |params| params['name'] }).to eq ['web']
    end

    it 'does not restart a daemon that this run has just started' do
      core = FakeCore.new
      web = daemon
      apply(web, notifier(web), core: core)

      expect(core.asked('restart')).to be_empty
    end

    it 'asks for a restart of the daemon as it is, whatever waits' do
      core = FakeCore.new('web' => running)
      core.pending['web'] = 'pending: needs a restart, and restart_policy is pending'
      web = daemon('web', packages: { 'web' => '2.0' }, restart_policy: 'pending')
      apply(web, notifier(web), core: core)

      expect(core.asked('restart').map { |params| params['as_it_is'] }).to eq [true]
    end

    it 'warns when the daemon is held and was not restarted' do
      core = FakeCore.new('web' => running)
      def core.answer_restart(_params)
        { 'name' => 'web', 'changed' => false, 'waits' => 'held: maintenance by alice', 'events' => [] }
      end
      web = daemon
      report = apply(web, notifier(web), core: core)

      warnings = report.logs.select { |log| log.level == :warning }.map(&:message)
      expect(warnings).to eq ['not restarted for the notification: held: maintenance by alice']
    end

    it 'does not restart a daemon that could not be looked at' do
      core = FakeCore.new('web' => running)
      core.failures['observe'] = { 'code' => -32_010, 'message' => 'its definition is refused' }
      web = daemon
      report = apply(web, notifier(web), core: core)

      expect(core.asked('restart')).to be_empty
      expect(report.resource_statuses['Porto_daemon[web]'].failed).to be true
    end

    it 'does not start a daemon that is to be stopped' do
      core = FakeCore.new('web' => running.merge('ensure' => 'stopped'))
      web = daemon('web', ensure: :stopped)
      apply(web, notifier(web), core: core)

      expect(core.asked('restart')).to be_empty
    end
  end

  describe 'secrets' do
    let(:sensitive) { Puppet::Pops::Types::PSensitiveType::Sensitive }

    it 'sends them and shows them nowhere' do
      core = FakeCore.new('web' => running)
      core.failures['execute web'] = { 'code' => -32_014, 'message' => 'no start: bad token hunter2' }
      secret = daemon('web', env_secret: { 'TOKEN' => sensitive.new('hunter2') },
                             properties: { 'cmd' => ['/usr/bin/web', '-v'], 'env' => { 'KEY' => sensitive.new('swordfish') } })
      report = apply(secret, core: core)

      sent = core.asked('execute').first['daemon']['spec']
      expect(sent['env_secret']).to eq('TOKEN' => 'hunter2', 'KEY' => 'swordfish')
      expect(sent['properties']).to eq('cmd' => ['/usr/bin/web', '-v'])
      shown = report.to_data_hash.to_s + Dir[File.join(@scratch, '*.yaml')].map { |file| File.read(file) }.join
      expect(shown).to include('[redacted]')
      expect(shown).not_to match(/hunter2|swordfish/)
    end
  end

  it 'lists what is managed in one observation' do
    core = FakeCore.new('web' => running.merge('ready' => true, 'state' => 'running', 'revision' => 'a' * 40,
                                              'properties' => { 'command_argv' => '["/usr/bin/web","-v"]' }))
    manifest = with_core(core) { Puppet::Type.type(:porto_daemon).instances.first.to_resource.prune_parameters.to_manifest }

    expect(manifest).to match(%r{'cmd' => \['/usr/bin/web', '-v'\]})
    expect(manifest).to include "porto_daemon { 'web':", "ensure     => 'running'", "'web' => '1.0'"
    expect(core.asked('observe').map { |params| params['instances'] }).to eq [true]
  end
end
