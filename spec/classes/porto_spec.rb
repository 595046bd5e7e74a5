# frozen_string_literal: true

RSpec.describe 'porto', type: :class do
  let(:facts) { { 'porto' => { 'java' => '17.0.15' } } }
  let(:levels) { [{}] }
  let(:hiera_config) { hiera_with(*levels) }

  def refusal
    catalogue
    nil
  rescue Puppet::Error => e
    e.message
  end

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

  describe 'the host' do
    { 'Debian' => nil, 'RedHat' => /class porto: daemons consist of deb packages, and this host is of the family RedHat; include/ }
      .each do |family, message|
      context "of the family #{family}" do
        let(:facts) { super().merge('os' => { 'family' => family, 'name' => 'X', 'release' => { 'major' => '1' } }) }

        it { expect(refusal).to message ? match(message) : be_nil }
      end
    end

    it { is_expected.not_to contain_package('openjdk-17-jre-headless') }

    context 'without a Java runtime' do
      let(:facts) { { 'porto' => { 'java' => nil } } }

      it { is_expected.to contain_package('openjdk-17-jre-headless').with_ensure('installed') }

      context 'that somebody else manages' do
        let(:params) { { manage_java: false } }

        it { is_expected.not_to contain_package('openjdk-17-jre-headless') }
      end
    end

    context 'before the fact is there' do
      let(:facts) { {} }

      it { is_expected.to contain_package('openjdk-17-jre-headless') }
    end

    context 'with Porto from a package' do
      let(:params) { { package: 'porto', package_ensure: '5.3.59', config: 'daemon {}', service: 'yandex-porto' } }
      let(:levels) { [{ 'porto::daemons' => { 'web' => {} } }] }

      it 'has it configured and running before any daemon' do
        is_expected.to contain_package('porto').with_ensure('5.3.59')
          .that_comes_before('File[/etc/portod.conf]')
        is_expected.to contain_file('/etc/portod.conf').with_content('daemon {}').that_notifies('Service[yandex-porto]')
        is_expected.to contain_service('yandex-porto').that_comes_before('Porto_daemon[web]')
      end
    end

    describe 'sinks' do
      it 'are left alone where none is given' do
        is_expected.not_to contain_file('/etc/porto-daemons/config.json')
      end

      context 'when some are given' do
        let(:params) { { sinks: { 'yasm' => { 'url' => 'http://localhost:11005/', 'ttl' => 60 }, 'log' => { 'keep' => 1 } } } }

        it 'are what the core reads' do
          content = catalogue.resource('File[/etc/porto-daemons/config.json]')[:content]
          expect(JSON.parse(content)).to eq('yasm' => { 'url' => 'http://localhost:11005/', 'ttl' => 60 }, 'log' => { 'keep' => 1 })
        end
      end

      context 'when all are switched off' do
        let(:params) { { sinks: { 'log' => {} } } }

        it { expect(JSON.parse(catalogue.resource('File[/etc/porto-daemons/config.json]')[:content])).to eq('log' => {}) }
      end

      context 'with a key that means nothing' do
        let(:params) { { sinks: { 'graphite' => {} } } }

        it { is_expected.to compile.and_raise_error(/unrecognized key 'graphite'/) }
      end
    end

    describe 'after a reboot' do
      let(:facts) do
        { 'porto' => { 'ruby' => '/opt/bin/ruby', 'launcher' => '/opt/lib/main.rb', 'systemd' => true } }
      end

      it 'brings the daemons back with the core that was synced' do
        is_expected.to contain_file('/etc/systemd/system/porto-daemons-boot.service')
          .with_content(%r{^ExecStart=/opt/bin/ruby --disable=gems /opt/lib/main.rb boot$})
        is_expected.to contain_service('porto-daemons-boot.service').with_enable(true).without_ensure
      end

      it 'waits for Porto after a boot, whatever its service is called, and tries nothing again that fails of itself' do
        unit = catalogue.resource('File', '/etc/systemd/system/porto-daemons-boot.service')[:content]
        expect(unit.lines.map(&:chomp)).to include('After=porto.service yandex-porto.service', 'Restart=on-failure', 'RestartSec=10',
                                                   'StartLimitIntervalSec=0', 'RestartPreventExitStatus=1 2 64 70 77')
      end

      it 'applies the definitions directory now and then' do
        is_expected.to contain_file('/etc/systemd/system/porto-daemons-definitions.service')
          .with_content(%r{^ExecStart=/opt/bin/ruby --disable=gems /opt/lib/main.rb apply --directory$})
        is_expected.to contain_service('porto-daemons-definitions.timer').with(ensure: 'running', enable: true)
      end

      it 'gives operators the command line' do
        is_expected.to contain_file('/usr/local/bin/porto-daemon').with_mode('0755')
          .with_content(%r{\A#!/opt/bin/ruby --disable=gems\n.*^load '/opt/lib/main.rb'$}m)
        is_expected.to contain_file('/usr/local/share/man/man8/porto-daemon.8')
          .with_source('puppet:///modules/porto/porto-daemon.8')
        expect(File.read(File.expand_path('../../files/porto-daemon.8', __dir__))).to include('.SH NAME')
        is_expected.to contain_file('/usr/local/share/bash-completion/completions/porto-daemon')
          .with_source('puppet:///modules/porto/porto-daemon.bash')
        expect(File.read(File.expand_path('../../files/porto-daemon.bash', __dir__))).to include('_porto_daemon_names')
      end

      it 'has nothing to tell between the runs' do
        is_expected.not_to contain_service('porto-daemons-report.timer')
      end

      context 'with a sink' do
        let(:params) { { sinks: { 'prometheus' => { 'directory' => '/var/lib/textfile' } } } }

        it 'tells it every minute, where no agent does' do
          is_expected.to contain_file('/etc/systemd/system/porto-daemons-report.service')
            .with_content(%r{^ExecStart=/opt/bin/ruby --disable=gems /opt/lib/main.rb report --unless-agent$})
          is_expected.to contain_file('/etc/systemd/system/porto-daemons-report.timer')
            .with_content(/^OnUnitActiveSec=1min$/)
          is_expected.to contain_service('porto-daemons-report.timer').with(ensure: 'running', enable: true)
        end
      end

      context 'with nothing but a log configured' do
        let(:params) { { sinks: { 'log' => { 'keep' => 2 } } } }

        it { is_expected.not_to contain_service('porto-daemons-report.timer') }
      end

      context 'with a daemon whose output goes to syslog' do
        let(:params) { { daemons: { 'web' => { 'properties' => { 'cmd' => ['/bin/web'] }, 'syslog' => true } } } }

        it { is_expected.to contain_service('porto-daemons-report.timer') }
        it { is_expected.to contain_porto_daemon('web').with_syslog(true) }
      end

      context 'when nothing of it is wanted' do
        let(:params) { { manage_boot: false, command: false } }

        it { is_expected.to have_file_resource_count(0) }
        it { is_expected.to have_service_resource_count(0) }
      end

      context 'without systemd' do
        let(:facts) { { 'porto' => super()['porto'].merge('systemd' => false) } }

        it { is_expected.to have_service_resource_count(0) }
      end

      context 'when the module is to go' do
        let(:params) { { ensure: 'absent', sinks: { 'log' => { 'keep' => 1 } } } }
        let(:levels) { [{ 'porto::agent::ensure' => 'running', 'porto::daemons' => { 'web' => {} } }] }
        let(:put_there) do
          %w[boot.service definitions.service definitions.timer report.service report.timer agent.service]
            .map { |unit| "/etc/systemd/system/porto-daemons-#{unit}" } +
            %w[/usr/local/bin/porto-daemon /usr/local/share/man/man8/porto-daemon.8
               /usr/local/share/bash-completion/completions/porto-daemon /etc/porto-daemons/config.json]
        end

        it 'takes away what it has put there, and leaves daemons alone' do
          put_there.each { |path| is_expected.to contain_file(path).with_ensure('absent') }
          %w[boot.service definitions.timer report.timer agent.service].each do |unit|
            is_expected.to contain_service("porto-daemons-#{unit}").with(ensure: 'stopped', enable: false)
              .that_comes_before("File[/etc/systemd/system/porto-daemons-#{unit}]")
          end
          is_expected.to have_porto_daemon_resource_count(0)
          is_expected.to have_porto_purge_resource_count(0)
          is_expected.to contain_porto_declared('porto').that_requires('Service[porto-daemons-agent.service]')
          is_expected.to have_package_resource_count(0)
          is_expected.to compile.with_all_deps
        end

        context 'where others have the rest' do
          let(:params) { { ensure: 'absent', manage_boot: false, command: false, purge: 'absent' } }

          it 'stops the agent, which only it installs, before the daemons go' do
            is_expected.to have_file_resource_count(1)
            is_expected.to have_service_resource_count(1)
            is_expected.to contain_file('/etc/systemd/system/porto-daemons-agent.service').with_ensure('absent')
            is_expected.to contain_service('porto-daemons-agent.service').with(ensure: 'stopped', enable: false)
              .that_comes_before('Porto_purge[porto]')
          end
        end

        context 'and its daemons as well' do
          let(:params) { { ensure: 'absent', purge: 'purged', purge_limit: 50 } }

          it 'removes all of them once the agent is stopped' do
            is_expected.to contain_porto_purge('porto').with(mode: 'purged', limit: 50, all: true)
              .that_comes_before('Porto_declared[porto]')
              .that_requires('Service[porto-daemons-agent.service]')
          end
        end
      end

      describe 'the agent' do
        let(:unit) { '/etc/systemd/system/porto-daemons-agent.service' }
        let(:service) { 'porto-daemons-agent.service' }
        let(:levels) { [{ 'porto::agent::ensure' => 'running' }] }
        let(:params) { { sinks: { 'prometheus' => { 'directory' => '/var/lib/textfile' } } } }

        it 'runs the core that was synced, once everything it needs is there' do
          is_expected.to contain_file(unit)
            .with_content(%r{^ExecStart=/opt/bin/ruby --disable=gems /opt/lib/main.rb agent --interval 300$})
            .with_content(/^Type=notify$/)
          is_expected.to contain_service(service).with(ensure: 'running', enable: true).that_subscribes_to("File[#{unit}]")
          is_expected.to contain_class('porto::agent').that_requires(%w[Class[porto::boot] Class[porto::service]])
          is_expected.to compile.with_all_deps
        end

        it 'makes the timers needless' do
          %w[definitions report].each do |name|
            is_expected.to contain_service("porto-daemons-#{name}.timer").with(ensure: 'stopped', enable: false)
          end
        end

        it 'leaves dpkg what it needs' do
          content = catalogue.resource('File', unit)[:content]
          settings = content.lines.grep_v(/^#/).map { |line| line[/\A\w+(?==)/] }.compact

          expect(settings).not_to include('ProtectSystem', 'ProtectHome', 'PrivateTmp', 'NoNewPrivileges', 'RestrictSUIDSGID',
                                          'MemoryDenyWriteExecute', 'MemoryMax', 'RuntimeDirectory', 'SystemCallArchitectures',
                                          'RestrictNamespaces', 'DevicePolicy', 'PrivateDevices', 'ProtectClock')
        end

        it 'denies by lists of what nothing needs, with an error and no signal' do
          content = catalogue.resource('File', unit)[:content]
          expect(content.lines.grep(/^(SystemCallFilter|CapabilityBoundingSet)=/)).to all(match(/=~/))
          expect(content).to match(/^SystemCallErrorNumber=EPERM$/)
          denied = content.scan(/^CapabilityBoundingSet=~(.*)$/).join(' ').split
          expect(denied).to include('CAP_SYS_TIME', 'CAP_SYS_BOOT')
          expect(denied & %w[CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETUID CAP_SETGID CAP_SETFCAP
                             CAP_MKNOD CAP_SYS_ADMIN CAP_SYS_MODULE CAP_SYS_PTRACE CAP_NET_ADMIN CAP_NET_RAW
                             CAP_MAC_ADMIN CAP_LINUX_IMMUTABLE CAP_SYS_TTY_CONFIG]).to be_empty
        end

        context 'with everything said' do
          let(:levels) do
            [{ 'porto::agent::ensure' => 'running', 'porto::agent::interval' => 60, 'porto::agent::group' => 'oncall',
               'porto::agent::prometheus_port' => 9781 }]
          end
          let(:params) { { service: 'yandex-porto' } }

          it 'passes it on' do
            is_expected.to contain_file(unit)
              .with_content(/ agent --interval 60 --group oncall --prometheus-port 9781$/)
              .with_content(/^Wants=yandex-porto.service\nAfter=yandex-porto.service$/)
          end
        end

        context 'when it is not wanted any more' do
          let(:levels) { [{ 'porto::agent::ensure' => 'stopped' }] }

          it 'is stopped, and its unit goes' do
            is_expected.to contain_service(service).with(ensure: 'stopped', enable: false).that_comes_before("File[#{unit}]")
            is_expected.to contain_file(unit).with_ensure('absent')
            is_expected.to contain_service('porto-daemons-definitions.timer').with(ensure: 'running', enable: true)
          end
        end

        context 'without systemd' do
          let(:facts) { { 'porto' => super()['porto'].merge('systemd' => false) } }

          it { is_expected.not_to contain_service(service) }
        end

        {
          'an interval that is none' => [{ 'porto::agent::interval' => 0 }, /interval.* expects an Integer\[1, 86400\]/],
          'a group that is none' => [{ 'porto::agent::group' => 'on call' }, /group.* or a match for Pattern/]
        }.each do |what, (declared, message)|
          context "with #{what}" do
            let(:levels) { [declared] }

            it { expect(refusal).to match(message) }
          end
        end
      end

      %w[yandex-porto yandex-porto.service].each do |service|
        context "with portod as the service #{service}" do
          let(:params) { { service: service } }
          let(:levels) { [{ 'porto::agent::ensure' => 'running' }] }

          it 'starts after it' do
            %w[boot agent definitions].each do |unit|
              is_expected.to contain_file("/etc/systemd/system/porto-daemons-#{unit}.service")
                .with_content(/^After=yandex-porto\.service$/)
            end
          end
        end
      end
    end
  end
end
