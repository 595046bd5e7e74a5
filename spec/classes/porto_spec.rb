# frozen_string_literal: true

RSpec.describe 'porto', type: :class do
  let(:facts) { { 'porto' => { 'java' => '17.0.15' } } }
  let(:levels) { [{}] }
  let(:hiera_config) { hiera_with(*levels) }

  it { is_expected.to compile.with_all_deps }

  context 'with the juggler agent of the older host manager, verbatim' do
    let(:levels) do
      [{ 'porto::daemons' => { 'juggler-agent-rtc' => {
        'meta' => { 'kind' => 'PortoDaemon', 'version' => '2.3.2001221352', 'name' => 'juggler-agent-rtc',
                    'delete_requested' => false },
        'spec' => {
          'properties' => { 'virt_mode' => 'host', 'cmd' => ['/usr/bin/juggler-client', '--config-dir', '/etc/juggler/'],
                            'isolate' => 'false', 'user' => 'monitor', 'group' => 'monitor',
                            'controllers' => { 'devices' => 'false' }, 'memory_guarantee' => '600Mb',
                            'memory_limit' => '2Gb', 'cpu_guarantee' => '0.5c', 'cpu_limit' => '3c' },
          'packages' => [{ 'name' => 'juggler-client-core', 'version' => '2.3.2001221352' },
                         { 'name' => 'yandex-rtc-juggler-config', 'version' => '1.0-6238270' }]
        }
      } } }]
    end

    it { is_expected.to compile.with_all_deps }

    it 'declares it as it is written' do
      is_expected.to contain_porto_daemon('juggler-agent-rtc')
        .with_version('2.3.2001221352').without_ensure.that_requires('Class[porto::service]')
      declared = catalogue.resource('Porto_daemon', 'juggler-agent-rtc')
      expect(declared[:properties]).to include('controllers' => { 'devices' => 'false' }, 'memory_limit' => '2Gb')
      expect(declared[:packages]).to include('name' => 'juggler-client-core', 'version' => '2.3.2001221352')
    end

    context 'with delete_requested on a higher level' do
      let(:levels) { [{ 'porto::daemons' => { 'juggler-agent-rtc' => { 'meta' => { 'delete_requested' => true } } } }] + super() }

      it { is_expected.to contain_porto_daemon('juggler-agent-rtc').with_ensure('purged') }
    end

    context 'with an override in the short form' do
      let(:levels) do
        [{ 'porto::daemons' => { 'juggler-agent-rtc' => {
          'packages' => { 'yandex-rtc-juggler-config' => '1.0-7000000' },
          'properties' => { 'cmd' => ['/usr/bin/juggler-client', '--debug'], 'cpu_limit' => nil }
        } } }] + super()
      end

      it 'replaces the list, changes one version and takes one limit away' do
        declared = catalogue.resource('Porto_daemon', 'juggler-agent-rtc')
        expect(declared[:properties]['cmd']).to eq ['/usr/bin/juggler-client', '--debug']
        expect(declared[:properties]).to include('memory_limit' => '2Gb')
        expect(declared[:properties]).not_to include('cpu_limit')
        expect(declared[:packages]).to eq('juggler-client-core' => '2.3.2001221352', 'yandex-rtc-juggler-config' => '1.0-7000000')
      end
    end
  end

  context 'with a daemon in the short form' do
    let(:daemon) { { 'properties' => { 'cmd' => ['/usr/bin/web'] } } }
    let(:levels) { [{ 'porto::daemons' => { 'web' => daemon } }] }

    it { is_expected.to compile.with_all_deps }

    context 'with policy for all daemons' do
      let(:params) { { defaults: { 'restart_policy' => 'pending', 'stop_timeout' => 20 } } }
      let(:daemon) { super().merge('stop_timeout' => 5) }

      it { is_expected.to contain_porto_daemon('web').with_restart_policy('pending').with_stop_timeout(5) }
    end

    context 'with a window for all daemons' do
      let(:params) { { defaults: { 'restart_window' => '02:00-05:00' } } }
      let(:daemon) { super().merge('restart_policy' => 'window') }

      it { is_expected.to contain_porto_daemon('web').with_restart_window('02:00-05:00') }
    end

    context 'with single entries of maps' do
      let(:entries) { { 'io_limit[fs]' => '100M', 'capabilities[SYS_ADMIN]' => 'false', 'net_limit[eth0]' => '1M' } }
      let(:daemon) { { 'properties' => super()['properties'].merge(entries) } }

      it { is_expected.to contain_porto_daemon('web').with_properties(daemon['properties']) }
    end

    context 'with probes' do
      let(:health) { { 'liveness' => { 'http' => { 'port' => 80 } }, 'restart_files' => ['/etc/key'] } }
      let(:daemon) { super().merge('health' => health) }

      it { is_expected.to contain_porto_daemon('web').with_health(health) }
    end

    context 'with a secret in its command' do
      let(:pre_condition) { "class { 'porto': daemons => { 'web' => { 'properties' => { 'cmd' => ['/bin/web', Sensitive('hush')] } } } }" }
      let(:levels) { [{}] }

      it { expect(refusal).to match(/'web'.*'cmd'.*; a secret here could be read by everybody on the host; give it as a variable/) }
      it { expect(refusal).not_to include('hush') }
    end

    context 'with secrets of its own in Hiera' do
      let(:daemon) { super().merge('env_secret' => { 'A' => 'one' }) }
      let(:levels) { super() + [{ 'porto::env_secrets' => { 'web' => { 'B' => 'two' } } }] }

      it 'passes them on as one sensitive value' do
        expect(catalogue.resource('Porto_daemon', 'web').sensitive_parameters).to include(:env_secret)
        expect(catalogue.resource('Porto_daemon', 'web')[:env_secret]).to eq('A' => 'one', 'B' => 'two')
      end
    end

    context 'with a dot in its name, and secrets' do
      let(:levels) { [{ 'porto::daemons' => { 'web.eu' => daemon }, 'porto::env_secrets' => { 'web.eu' => { 'B' => 'two' } } }] }

      it { expect(catalogue.resource('Porto_daemon', 'web.eu')[:env_secret]).to eq('B' => 'two') }
    end

    {
      'a misspelt property' =>
        [{ 'properties' => { 'memory_limt' => '2Gb' } }, /'web' has wrong type, .*entry 'properties' unrecognized key 'memory_limt'; did you mean 'memory_limit'/],
      'a misspelt key' => [{ 'packges' => {} }, /'web' has wrong type, .*unrecognized key 'packges'; did you mean 'packages'/],
      'two misspelt properties' =>
        [{ 'properties' => { 'memory_limt' => '2Gb', 'cpu_limti' => '1c' } }, /did you mean 'memory_limit'\?.*did you mean 'cpu_limit'/m],
      'a key that is like none' => [{ 'properties' => { 'qqqqqq' => 1 } }, /unrecognized key 'qqqqqq'(?!.*did you mean)/],
      'an entry of a misspelt map' => [{ 'properties' => { 'io_limt[fs]' => '1M' } }, /unrecognized key 'io_limt'; did you mean 'io_limit'/],
      'an entry that is none' =>
        [{ 'spec' => { 'properties' => { 'capabilities[SYSADMIN]' => false } } }, /entry 'capabilities' .*SYSADMIN/],
      'a misspelt key of a definition' => [{ 'spec' => { 'package' => [] } }, /entry 'spec' unrecognized key 'package'/],
      'a size that is none' => [{ 'properties' => { 'memory_limit' => '2 Gigs' } }, /entry 'memory_limit' expects a Porto::Size/],
      'cores that are none' => [{ 'properties' => { 'cpu_limit' => '50%' } }, /entry 'cpu_limit' expects a Porto::Cores/],
      'the version latest' => [{ 'packages' => { 'web' => 'latest' } }, /Porto::Package::Version.*got 'latest'/],
      'a forgotten version' => [{ 'packages' => { 'web' => nil } }, /entry 'web' expects .*got Undef/],
      'another name in meta' => [{ 'meta' => { 'name' => 'wob' } }, /meta.name is 'wob'; it has to be the key, 'web'/],
      'a wrong kind' => [{ 'meta' => { 'kind' => 'Daemon' } }, /entry 'kind' expects a match for Enum\['PortoDaemon'\]/],
      'a misspelt key of a probe' =>
        [{ 'health' => { 'liveness' => { 'tcp' => 80, 'initial_dely' => 1 } } }, /entry 'liveness' unrecognized key 'initial_dely'; did you mean 'initial_delay'/],
      'a probe that asks two things' =>
        [{ 'health' => { 'readiness' => { 'tcp' => 80, 'exec' => ['x'] } } },
         /'web': health.readiness: exec and tcp are too much; give one of exec, tcp, http/],
      'a port that is none' => [{ 'spec' => { 'health' => { 'liveness' => { 'tcp' => 0 } } } }, /entry 'tcp' expects/],
      'a time that no core would take' =>
        [{ 'stop_timeout' => -1 }, /'web' has wrong type, entry 'stop_timeout' expects a .*Seconds.*, got -1; give seconds as a number/],
      'a window without its times' =>
        [{ 'restart_policy' => 'window' }, /'web': restart_policy is window and restart_window is not given; give .* such as 23:30-05:00/],
      'a window of a definition without its times' =>
        [{ 'spec' => { 'policy' => { 'restart_policy' => 'window' } } }, /'web': restart_policy is window and restart_window is not given/],
      'an unknown policy' => [{ 'restart_policy' => 'later' }, /entry 'restart_policy' expects a match for Enum/]
    }.each do |what, (declared, message)|
      context "with #{what}" do
        let(:daemon) { declared }

        it { expect(refusal).to match(message) }
      end
    end
  end

  context 'with a name that is none' do
    let(:levels) { [{ 'porto::daemons' => { 'we b' => {} } }] }

    it { expect(refusal).to match(/key of entry 'we b' expects a match for Porto::Name/) }
  end

  context 'with a forgotten daemon' do
    let(:levels) { [{ 'porto::daemons' => { 'web' => nil } }] }

    it { expect(refusal).to match(/porto::daemons 'web'.* got Undef/) }
  end

  describe 'what is left to definition files' do
    it { is_expected.to contain_porto_declared('porto').that_requires('Class[porto::service]') }

    context 'with a daemon' do
      let(:levels) { [{ 'porto::daemons' => { 'web' => {} } }] }

      it { is_expected.not_to contain_porto_declared('porto') }
    end

    context 'with a purge, which refuses where a lookup failed' do
      let(:params) { { purge: 'absent' } }

      it { is_expected.to contain_porto_declared('porto').that_requires('Porto_purge[porto]') }
    end
  end

  describe 'purge' do
    it { is_expected.not_to contain_porto_purge('porto') }

    context 'when asked for' do
      let(:params) { { purge: 'purged', purge_limit: 2 } }
      let(:levels) { [{ 'porto::daemons' => { 'web' => {}, 'two' => {} } }] }

      it { is_expected.to contain_porto_purge('porto').with(mode: 'purged', limit: 2, declared: 2) }
    end
  end
end
