# frozen_string_literal: true

RSpec.describe Puppet::Type.type(:porto_daemon) do
  def catalog_of(*resources)
    Puppet::Resource::Catalog.new.tap { |catalog| resources.each { |resource| catalog.add_resource(resource) } }
  end

  it 'is running unless it says otherwise, and takes present for running' do
    expect(described_class.new(name: 'web').should(:ensure)).to eq :running
    expect(described_class.new(name: 'web', ensure: :present).should(:ensure)).to eq :running
  end

  it 'refuses names that are none, and never rewrites one' do
    ['self', '', '-web', 'a b', 'a/b', 'x' * 101, "web\n"].each do |name|
      expect { described_class.new(name: name) }.to raise_error(Puppet::Error, /is not a name for a daemon/), name.inspect
    end
    expect(described_class.new(name: 'Juggler.agent_2-rtc')[:name]).to eq 'Juggler.agent_2-rtc'
  end

  it 'takes packages as a map and as a list' do
    listed = [{ 'name' => 'a', 'version' => '1' }, { 'name' => 'b', 'version' => '2' }]

    expect(described_class.new(name: 'web', packages: { 'a' => '1', 'b' => '2' }).should(:packages)).to eq listed
    expect(described_class.new(name: 'web', packages: listed).should(:packages)).to eq listed
    expect(described_class.new(name: 'web', packages: listed.first(1)).should(:packages)).to eq listed.first(1)
  end

  it 'says what is wrong with a package' do
    expect { described_class.new(name: 'web', packages: ['a=1']) }.to raise_error(Puppet::Error, /"a=1" is not a package/)
    expect { described_class.new(name: 'web', packages: { 'a' => nil }) }
      .to raise_error(Puppet::Error, /package a: nil is not a version/)
  end

  it 'reads policy as text, too, as the command line gives it' do
    web = described_class.new(name: 'web', stop_timeout: '15', rollback: 'false', restart_policy: 'pending')

    expect([web[:stop_timeout], web[:rollback], web[:restart_policy]]).to eq [15, false, 'pending']
  end

  it 'says what is wrong with a policy' do
    { stop_timeout: 'soon', ready_timeout: '-1', min_uptime: '86401', rollback: 'maybe', restart_policy: 'later', restart_window: '25:00-26:00' }.each do |key, value|
      expect { described_class.new(name: 'web', key => value) }
        .to raise_error(Puppet::Error, /#{key}: "#{Regexp.escape(value)}" is not valid; give/)
    end
  end

  it 'says what is wrong with a probe' do
    { { 'liveness' => {} } => /health.liveness: asks nothing; give one of exec, tcp, http/,
      { 'readiness' => { 'tcp' => 1, 'http' => 'x' } } => /health.readiness: tcp and http are too much/,
      { 'liveness' => 'x' } => /health.liveness: "x" is not a map/, 'x' => /health: "x" is not a map/ }.each do |health, message|
      expect { described_class.new(name: 'web', health: health) }.to raise_error(Puppet::Error, message)
    end
  end

  it 'passes health on as it is declared' do
    health = { 'liveness' => { 'exec' => ['/bin/check', '--fast'] }, 'restart_files' => ['/etc/key'] }
    web = described_class.new(name: 'web', properties: { 'cmd' => ['x'] }, health: health)

    expect(PuppetX::Porto::Definition.of(web)['spec']['health']).to eq health
  end

  it 'has a parameter for every policy key, and no other' do
    metadata = described_class.parameters - [:name, :provider]

    expect(metadata).to match_array PuppetX::Porto::Policy::KEYS.keys
  end

  it 'ignores the read-only properties, so that what puppet resource prints can be applied' do
    web = described_class.new(name: 'web', state: 'running', ready: true, revision: 'a' * 40)

    expect(%i[state ready revision].map { |name| web.property(name).insync?('other') }).to eq [true, true, true]
  end

  describe 'what Puppet calls corrective' do
    def corrective?(name, recorded, current, **attributes)
      !described_class.new(name: 'web', **attributes).property(name).insync_values?(recorded, current)
    end

    it 'is a difference that no new declaration explains' do
      old, new = %w[1c 2c].map { |limit| { 'cpu_limit' => limit } }
      expect(corrective?(:properties, [new], { 'cpu_limit' => '3c' }, properties: new)).to be true
      expect(corrective?(:properties, [old], old, properties: new)).to be false
    end

    it 'is a daemon that is not what it was, and is to be that again' do
      expect(corrective?(:ensure, [:running], :stopped, ensure: :running)).to be true
      expect(corrective?(:ensure, [:running], :running, ensure: :stopped)).to be false
      expect(corrective?(:ensure, ['absent'], :absent, ensure: :running)).to be false
      # As when its packages are no longer declared.
      expect(corrective?(:ensure, [:running], :running, ensure: :running)).to be false
    end
  end

  describe 'secrets' do
    let(:sensitive) { Puppet::Pops::Types::PSensitiveType::Sensitive }

    it 'marks env_secret as sensitive however it is given' do
      expect(described_class.new(name: 'web', env_secret: { 'A' => 'x' }).property(:env_secret).sensitive).to be true
    end

    it 'marks properties as sensitive only when a secret is in them' do
      plain = described_class.new(name: 'web', properties: { 'env' => { 'A' => 'x' } }, env_secret: { 'B' => 'y' })
      secret = described_class.new(name: 'web', properties: { 'env' => { 'A' => sensitive.new('x') } })

      expect(plain.property(:properties).sensitive).to be_falsey
      expect(secret.property(:properties).sensitive).to be true
    end
  end

  describe 'secrets among the properties' do
    let(:sensitive) { Puppet::Pops::Types::PSensitiveType::Sensitive }

    def spec(attributes)
      PuppetX::Porto::Definition.of(described_class.new({ name: 'web' }.merge(attributes)))['spec']
    end

    it 'go where secrets are kept, from the environment' do
      late = Puppet::Pops::Evaluator::DeferredValue.new(-> { sensitive.new('four') })
      env = { 'A' => 'one', 'B' => sensitive.new('two'), 'C' => sensitive.new(3), 'D' => late }
      expect(spec(properties: { 'env' => env }, env_secret: { 'B' => 'more' }))
        .to eq('properties' => { 'env' => { 'A' => 'one' } }, 'env_secret' => { 'B' => 'more', 'C' => 3, 'D' => 'four' })
      expect(spec(properties: { 'cmd' => ['x'], 'env' => sensitive.new('A' => 'one') }))
        .to eq('properties' => { 'cmd' => ['x'] }, 'env_secret' => { 'A' => 'one' })
    end

    it 'are refused where everybody could read them' do
      { 'cmd' => ['x', sensitive.new('s')], 'labels' => { 'a' => sensitive.new('s') }, 'env' => sensitive.new('A=s') }
        .each do |name, value|
        expect { spec(properties: { name => value }) }
          .to raise_error Puppet::Error, /properties\.#{name}: a secret here could be read by everybody on the host; give it as/
      end
    end
  end

  describe 'what comes before it' do
    def required_by(web, *others)
      catalog = catalog_of(web, *others)
      web.autorequire(catalog).map { |edge| edge.source.ref }
    end

    it 'is its packages, user, group and files' do
      web = described_class.new(name: 'web', packages: { 'web' => '1' }, properties: {
                                  'cmd' => ['/usr/bin/web', '--config', '/etc/web/'], 'user' => 'web', 'group' => 'www',
                                  'stdout_path' => '/var/log/web/out.log', 'bind' => ['/srv/data /data ro']
                                })
      files = %w[/etc/web /var/log/web /srv/data /unrelated].map { |path| Puppet::Type.type(:file).new(path: path) }
      others = [Puppet::Type.type(:user).new(name: 'web'), Puppet::Type.type(:group).new(name: 'www'),
                Puppet::Type.type(:package).new(name: 'web', provider: :apt),
                Puppet::Type.type(:package).new(name: 'other', provider: :apt)]

      expect(required_by(web, *files, *others)).to contain_exactly(
        'File[/etc/web]', 'File[/var/log/web]', 'File[/srv/data]', 'User[web]', 'Group[www]', 'Package[web]'
      )
    end

    it 'is none of what it leaves, when it is to go' do
      web = described_class.new(name: 'web', ensure: :purged, packages: { 'web' => '1' },
                                properties: { 'cmd' => ['/usr/bin/web'], 'user' => 'web', 'group' => 'www' })
      catalog = catalog_of(web, Puppet::Type.type(:user).new(name: 'web', ensure: :absent),
                           Puppet::Type.type(:group).new(name: 'www', ensure: :absent),
                           Puppet::Type.type(:package).new(name: 'web', provider: :apt, ensure: :absent),
                           Puppet::Type.type(:file).new(path: '/usr/bin/web', ensure: :absent),
                           Puppet::Type.type(:component).new(name: 'porto::install'))

      expect(web.autorequire(catalog).map { |edge| edge.source.ref }).to eq ['Class[Porto::Install]']
      expect(web.autobefore(catalog).map { |edge| edge.target.ref }).to contain_exactly('User[web]', 'Group[www]')
    end

    it 'is what the catalog does to apt, also without packages of its own' do
      apt = Puppet::Type.type(:component).new(name: 'apt::update')
      files = %w[/etc/apt/sources.list.d/acme.list /etc/apt/keyrings/acme.gpg /etc/apt-listchanges.conf].map do |path|
        Puppet::Type.type(:file).new(path: path)
      end
      web = described_class.new(name: 'web', packages: { 'web' => '1' })
      expect(required_by(web, apt, *files)).to contain_exactly(
        'Class[Apt::Update]', 'File[/etc/apt/sources.list.d/acme.list]', 'File[/etc/apt/keyrings/acme.gpg]'
      )
      bare = described_class.new(name: 'bare', properties: { 'cmd' => ['x'] })
      key = Puppet::Type.type(:file).new(path: '/etc/apt/keyrings/acme.gpg')
      expect(required_by(bare, key)).to eq ['File[/etc/apt/keyrings/acme.gpg]']
    end

    it 'is the class that installs the runtime' do
      expect(required_by(described_class.new(name: 'web'), Puppet::Type.type(:component).new(name: 'porto::install')))
        .to eq ['Class[Porto::Install]']
    end
  end
end
