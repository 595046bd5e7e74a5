# frozen_string_literal: true

# Every data type of the module, with what it takes and what it refuses.
RSpec.describe 'Data types' do
  sensitive = ->(value) { Puppet::Pops::Types::PSensitiveType::Sensitive.new(value) }
  deferred = :deferred
  named = []
  web = { 'name' => 'web', 'version' => '1.0' }
  policy = { 'stop_timeout' => 30, 'ready_timeout' => 0.5, 'min_uptime' => 1, 'rollback' => false,
             'update_strategy' => 'recreate', 'restart_policy' => 'window', 'restart_window' => '23:30-05:00',
             'unsupported' => 'warn', 'adopt' => true, 'purge_preexisting' => true, 'allow_downgrade' => false,
             'change_held' => true, 'conffiles' => 'replace', 'suppress_services' => true, 'syslog' => true }

  {
    'Account' => [[0, 'nobody', '1044', 'www-data'], [-1, 'a b', 'a:b', '', nil]],
    'Argv' => [[['/bin/web', '--port', 80, ''], '/bin/web -v'], [[], '', [[]], {}, ['/bin/web', sensitive.call('x')], 1]],
    'Capability' => [%w[SYS_ADMIN CHOWN], %w[CAP_SYS_ADMIN sys_admin ROOT]],
    'Controller' => [%w[devices memory cgroup2], ['Devices', 'disk', '']],
    'Cores' => [[1, 0.5, '3c', '0.5c', '50', '1000ns'], ['50%', '3 c', 'c', '-1c', -1, -0.5, '3cores', '', nil]],
    'Daemon' => [[{}, { 'ensure' => 'absent' }, { 'version' => 2.1, 'packages' => [web], 'properties' => { 'cmd' => ['x'] } },
                  policy, { 'health' => { 'liveness' => { 'tcp' => 80 } } }],
                 [{ 'ensure' => 'here' }, { 'package' => {} }, { 'meta' => {} }, { 'stop_timeout' => '30' }, [], nil]],
    'Definition' => [[{ 'meta' => { 'name' => 'web' }, 'spec' => { 'packages' => [web] } }, { 'ensure' => 'stopped' }],
                     [{ 'meta' => [] }, { 'specs' => {} }, { 'properties' => {} }]],
    'Duration' => [[100, 1.5, '1s', '100ms', '500us', '7ns', '12'], ['1 s', '1m', 's', '-1s', -1, '']],
    'Ensure' => [%w[running present stopped absent purged], ['started', 'latest', '', true]],
    'EnvSecret' => [[{ 'TOKEN' => 'x', '_B2' => 5 }, { 'TOKEN' => sensitive.call('x') }, { 'TOKEN' => deferred }],
                    [{ '2B' => 'x' }, { 'A-B' => 'x' }, { 'TOKEN' => ['x'] }, { 'TOKEN' => nil }, 'TOKEN=x']],
    'EnvSecrets' => [[{ 'web' => { 'TOKEN' => 'x' } }, {}], [{ 'web' => 'x' }, { 'we b' => {} }]],
    'Environment' => [[{ 'A' => 'x', 'B' => nil, 'C' => 5 }, ['A=1'], 'A=1;B=2', { 'A' => sensitive.call('x') }, { 'A' => deferred }],
                      [{ 'A' => ['x'] }, [''], { '' => 'x' }, 5]],
    'Flag' => [[true, false, 'true', 'false'], ['yes', 'True', 1, nil]],
    'Health' => [[{}, { 'liveness' => { 'tcp' => 80 }, 'restart_files' => ['/etc/key'], 'restarts_per_hour' => 5 }],
                 [{ 'liveness' => 80 }, { 'restart_files' => ['etc/key'] }, { 'restarts_per_hour' => 0 }, { 'alive' => {} }]],
    'HttpCheck' => [[{ 'port' => 80, 'path' => '/ping' }, { 'url' => 'http://localhost/', 'status' => '200-299' }, { 'status' => 204 }],
                    [{ 'path' => 'ping' }, { 'url' => 'localhost' }, { 'status' => 99 }, { 'status' => '2xx' }, { 'scheme' => 'ftp' }]],
    'List' => [['a; b', ['a', 5], []], [{ 'a' => 'b' }, 5, [['a']]]],
    'Map' => [['a: b', { 'a' => 'b', 'c' => 1, 'd' => true }, { 'a' => deferred }],
              [['a'], { 'a' => ['b'] }, { '' => 'x' }, 5]],
    'Meta' => [[{ 'kind' => 'PortoDaemon', 'name' => 'web', 'version' => 1, 'delete_requested' => 'true' }, {}],
               [{ 'kind' => 'Daemon' }, { 'name' => 'a b' }, { 'version' => '' }, { 'delete_requested' => 'yes' }, { 'labels' => {} }]],
    'Name' => [['web', 'Mixed.case_2-x', '1', 'x' * 100], ['', 'self', '-web', '.web', 'a/b', 'a b', "web\n", 'x' * 101]],
    'Number' => [[1, 0.5, '1.5', '10'], ['1.5x', '-1', -1, '', '.5']],
    'Package' => [[web], [{ 'name' => 'web' }, { 'name' => 'Web', 'version' => '1' }, web.merge('ensure' => '1')]],
    'Package::Name' => [['web', 'libc6', 'g++', 'libc6:amd64', '0ad'], ['Web', 'w', 'web=1', 'web_1', '-web', '']],
    'Package::Version' => [['1', '1:2.3-4', '2.3.2001221352', '1.0~rc1+b2'], ['latest', 'installed', 'v1', '', '1 2', '1_2', 1, nil]],
    'Packages' => [[{ 'web' => '1.0' }, [web], {}, []], [{ 'web' => nil }, ['web=1.0'], [{ 'name' => 'web' }], 'web']],
    'Policy' => [[policy, {}],
                 [{ 'restart_policy' => 'later' }, { 'update_strategy' => 'none' }, { 'unsupported' => 'ignore' },
                  { 'conffiles' => 'ask' }, { 'rollback' => 'no' }, { 'stop_timout' => 1 }]],
    'Port' => [[1, 65_535], [0, 65_536, '80']],
    'Probe' => [[{ 'exec' => ['/bin/check', 5] }, { 'tcp' => '10.0.0.1:80' }, { 'http' => 'https://web/' }, { 'tcp' => 1, 'interval' => 0.5 }],
                [{ 'exec' => [] }, { 'exec' => 'check' }, { 'tcp' => 'web' }, { 'http' => 'web' }, { 'failure_threshold' => 0 }]],
    'Seconds' => [[0, 5, 0.2, 86_400], ['5', '5s', -1, -0.5, 86_401, Float::INFINITY, nil]],
    'Sinks' => [[{}, { 'prometheus' => { 'directory' => '/var/lib/textfile' } }, { 'log' => { 'keep' => 0 } },
                 { 'yasm' => { 'url' => 'http://localhost:11005/', 'suffix' => '_thhh', 'tags' => { 'itype' => 'x' } } },
                 { 'juggler' => { 'url' => 'http://localhost:31579/', 'source' => 'porto' } }],
                [{ 'prometheus' => {} }, { 'yasm' => { 'url' => 'localhost' } }, { 'juggler' => { 'url' => 'http://x', 'tag' => 'y' } },
                 { 'log' => { 'max_bytes' => 1 } }, { 'statsd' => {} }]],
    'Size' => [[0, 1.5, '2Gb', '2048Mb', '512M', '1.5GiB', '600 Mb', '-1', '0x1F', '100B', '5k'], ['2 Gigs', '2 Gbit', 'G', '', -5, nil, true]],
    'Sizes' => [[{ 'fs' => '100M', '/dev/sda r' => 5 }, 'fs: 100M'], [{ 'fs' => 'fast' }, ['fs'], 5]],
    'Spec' => [[{ 'properties' => {}, 'packages' => [web], 'policy' => policy, 'env_secret' => { 'A' => 'x' }, 'health' => {} }],
               [{ 'package' => [] }, { 'policy' => { 'x' => 1 } }, { 'stop_timeout' => 5 }]],
    'Text' => [['x', '', 5, deferred], [nil, ['x'], {}, sensitive.call('x'), 1.5, true]],
    'Variable' => [['x', 5, sensitive.call('x'), deferred], [nil, ['x'], sensitive.call(['x']), true]],
    'Whole' => [[5, -1, '12', '-3'], [1.5, '1.5', 'x', '']],
    'Window' => [['00:00-23:59', '23:30-05:00'], ['24:00-01:00', '1:00-2:00', '01:00', '01:60-02:00', '01:00 - 02:00']]
  }.each do |name, (right, wrong)|
    it "Porto::#{name} takes what it should, and nothing else" do
      type = parse("Porto::#{name}")
      expect(right.map { |value| value == deferred ? later : entry_later(value) }).to all(satisfy { |value| type.instance?(value) })
      expect(wrong).not_to include(satisfy { |value| type.instance?(value) })
    end
    named << name
  end

  it 'are all here' do
    files = Dir.glob('**/*.pp', base: File.join(root, 'types'))
    written = named.map { |name| "#{name.downcase.gsub('::', '/')}.pp" }
    expect(files).to match_array [*written, 'properties.pp']
  end

  describe 'Porto::Properties' do
    # What a type of an entry takes and what it refuses.
    def samples(type)
      return [type.values.first, 'nonsense'] if type.is_a?(Puppet::Pops::Types::PEnumType)
      return samples(type.types.last) if type.is_a?(Puppet::Pops::Types::PVariantType)
      return ['022', '8'] if type.is_a?(Puppet::Pops::Types::PPatternType)

      { 'Porto::Flag' => [false, 'yes'], 'Porto::Size' => ['2Gb', '2 Gigs'], 'Porto::Cores' => ['3c', '50%'],
        'Porto::Whole' => [5, 'five'], 'Porto::Number' => ['1.5', 'one'], 'Porto::Duration' => ['100ms', '1m'],
        'Porto::Text' => ['x', ['x']], 'Porto::Account' => ['nobody', 'no body'], 'Porto::Argv' => [['/bin/web'], []],
        'Porto::List' => [%w[a b], { 'a' => 1 }], 'Porto::Map' => [{ 'a' => 'b' }, ['a']], 'Porto::Sizes' => [{ 'fs' => '1M' }, { 'fs' => 'x' }],
        'Porto::Environment' => [{ 'A' => '1' }, { 'A' => [] }], 'String' => ['0-3', ['x']],
        'Hash[Porto::Capability, Porto::Flag]' => [{ 'KILL' => false }, { 'KILLER' => false }],
        'Hash[Porto::Controller, Porto::Flag]' => [{ 'devices' => 'false' }, { 'device' => 'false' }] }.fetch(type.is_a?(Puppet::Pops::Types::PTypeAliasType) ? type.name : type.to_s)
    end

    let(:type) { parse('Porto::Properties') }
    let(:elements) { type.resolved_type.elements }

    it 'takes each property with a value of its kind, and no other value' do
      wrong = elements.reject do |element|
        right, bad = samples(element.value_type)
        type.instance?(element.name => right) && !type.instance?(element.name => bad) &&
          !type.instance?("#{element.name}x" => right)
      end
      expect(wrong.map(&:name)).to be_empty
      expect(elements.length).to be > 80
    end

    # The values of Porto's quickstart, as people copy them.
    it 'takes everything that Porto\'s quickstart sets' do
      [{ 'command' => 'stress -c 4', 'memory_limit' => '1G', 'cpu_limit' => '2.5c' }, { 'virt_mode' => 'os', 'net' => 'inherited' },
       { 'virt_mode' => 'docker', 'user' => 1044, 'group' => 1044, 'net' => 'L3 veth', 'ip' => 'veth auto' },
       { 'root' => '/place/porto_volumes/1/volume', 'net_limit' => { 'default' => '1K' }, 'cpu_limit' => '1.5c' },
       { 'hostname' => 'contailer_host_name123456789.yandex.net', 'resolv_conf' => 'nameserver fd64::1' },
       { 'devices' => '/dev/nvidia1234 rw; /dev/nvidia567 rw', 'net_limit' => '1K' }, { 'capabilities' => { 'SYS_ADMIN' => false } },
       { 'cpu_guarantee' => '0.5c', 'memory_guarantee' => '600Mb', 'anon_limit' => '1G', 'controllers' => { 'devices' => 'false' } },
       { 'io_limit' => { 'fs' => '10M' }, 'io_ops_limit' => { '/dev/sda' => 100 }, 'thread_limit' => 100, 'ulimit' => { 'core' => 'unlimited' } }]
        .each { |properties| expect(type.instance?(properties)).to be(true), properties.inspect }
    end
  end

  def root
    File.expand_path('../../..', __dir__)
  end

  def later
    parse('Deferred').create('file', ['/etc/token'])
  end

  def entry_later(value)
    value.is_a?(Hash) ? value.transform_values { |entry| entry == :deferred ? later : entry } : value
  end

  def parse(text)
    ModuleTypes.parse(text)
  end
end
