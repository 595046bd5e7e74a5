# frozen_string_literal: true

# What the class does on the host itself, beside the daemons.
RSpec.describe 'porto', type: :class do
  let(:facts) { { 'porto' => { 'java' => '17.0.15' } } }
  let(:levels) { [{}] }
  let(:hiera_config) { hiera_with(*levels) }

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
