# frozen_string_literal: true

require 'fileutils'
require 'open3'
require 'tmpdir'
require 'yaml'
require_relative 'deb_source'
require_relative 'porto_client'

# A Debian of its own with Puppet in it and neither Java nor Porto, in namespaces of its own. Process 1 is systemd
# or, as in many containers, nothing much: then services are init scripts, which Puppet manages by its provider
# `debian`. What is fetched, once, lies below target/; the packages that a run may install are fetched then as well,
# so that the run itself needs no network.
class BareHost
  ROOT = File.expand_path('../../..', __dir__)
  BASE = ENV.fetch('PORTO_BARE_HOST', File.join(ROOT, 'target', 'bare-host'))
  # What brings Java to a release of Debian; with Debian 13 comes Puppet 8.
  RELEASES = { 'bookworm' => 'openjdk-17-jre-headless', 'trixie' => 'openjdk-21-jre-headless' }.freeze
  # Where debootstrap fetches from, if not from where it does by itself.
  MIRROR = ENV.fetch('DEBIAN_MIRROR', nil)
  MODULE = %w[metadata.json hiera.yaml data files manifests types templates lib].freeze
  ENVIRONMENT = 'etc/puppet/code/environments/production'
  MACHINE = File.join(__dir__, 'machine.sh')
  # Process 1 only reaps what is left to it.
  INIT = ['perl', '-e', '$SIG{CHLD} = "IGNORE"; sleep while 1'].freeze

  Run = Struct.new(:status, :text)

  # @return [String, nil] why there can be none here
  def self.objection
    return 'needs root, for debootstrap and namespaces' unless Process.uid.zero?

    _text, status = Open3.capture2e('unshare', '--mount', '--pid', '--fork', '--mount-proc', 'true')
    'needs the right to make mount and process namespaces' unless status.success?
  end

  # The host as it is before its first run.
  # @return [String] its root
  def self.base(release)
    base = File.join(BASE, release)
    return base if File.directory?(base)

    FileUtils.mkdir_p(BASE)
    draft = Dir.mktmpdir(release, BASE)
    run('debootstrap', '--variant=minbase', '--include=puppet-agent,systemd-sysv', release, draft, *MIRROR)
    inside = %w[env DEBIAN_FRONTEND=noninteractive apt-get -q]
    run('chroot', draft, *inside, 'clean')
    run('chroot', draft, *inside, 'update')
    run('chroot', draft, *inside, 'install', '-y', '--no-install-recommends', '--download-only',
        RELEASES.fetch(release))
    File.chmod(0o755, draft) # a root that only root may enter is none
    File.rename(draft, base)
    base
  end

  def self.run(*argv)
    text, status = Open3.capture2e(*argv, stdin_data: '')
    raise "#{argv.join(' ')}: #{text}" unless status.success?

    text
  end

  # @param release [String] a key of {RELEASES}
  # @param systemd [Boolean] whether process 1 is systemd
  # @yield [DebSource] where this host takes packages of the specs from
  def initialize(release, systemd: false)
    @systemd = systemd
    @dir = Dir.mktmpdir('porto-bare')
    @root = File.join(@dir, 'root')
    self.class.run('cp', '-a', '--reflink=auto', self.class.base(release), @root)
    install_module
    yield DebSource.new(place('srv/packages'))
    File.write(place('etc/apt/sources.list.d/local.list'), "deb [trusted=yes] file:/srv/packages ./\n")
    boot
    # Only the local source: the others are as the base has them.
    command('apt-get', '-q', 'update', '-o', 'Dir::Etc::sourcelist=sources.list.d/local.list',
            '-o', 'Dir::Etc::sourceparts=-', '-o', 'APT::Get::List-Cleanup=0')
  rescue StandardError
    close
    raise
  end

  # Switches it off and on again: no process is left, and nothing of /run.
  def reboot
    halt
    boot
  end

  # One `puppet apply` with Hiera data.
  # @return [Run]
  def apply(data, manifest: 'include porto', options: [])
    File.write(place("#{ENVIRONMENT}/data/common.yaml"), YAML.dump(data))
    command('puppet', 'apply', '--detailed-exitcodes', '--color=false', *options, '-e', manifest)
  end

  # Runs a program in there.
  def command(*argv)
    text, status = Open3.capture2e(*namespaces, *argv, stdin_data: '')
    Run.new(status.exitstatus, text)
  end

  def porto
    PortoClient.new(place('run/portod.socket'))
  end

  # A file of this host; once it runs, as its processes see it.
  def place(path)
    File.join(@init ? "/proc/#{@init}/root" : @root, path)
  end

  def wait_until(what, seconds = 120)
    patience = Time.now + seconds
    until yield
      raise Host::InVain, "waited in vain for #{what}" if Time.now > patience

      sleep 0.1
    end
  end

  def close
    halt if @keeper
    FileUtils.remove_entry(@dir)
  end

  private

  def install_module
    home = place("#{ENVIRONMENT}/modules/porto")
    FileUtils.mkdir_p([home, place("#{ENVIRONMENT}/data")])
    FileUtils.cp_r(MODULE.map { |part| File.join(ROOT, part) }, home)
    hierarchy = [{ 'name' => 'common', 'path' => 'common.yaml' }]
    File.write(place("#{ENVIRONMENT}/hiera.yaml"), YAML.dump('version' => 5, 'hierarchy' => hierarchy))
  end

  def boot
    init = @systemd ? ['/lib/systemd/systemd'] : INIT
    @keeper = spawn(MACHINE, @root, @systemd ? cgroup : '', *init, %i[in out err] => File::NULL)
    wait_until('process 1') { root_of(@init = first_child) == @root }
    # It is what it is to be once it knows nothing of how it came to be.
    wait_until('init') { File.read("/proc/#{@init}/cmdline").start_with?(init.first) }
    wait_until('systemd') { command('systemctl', 'is-system-running').text =~ /running|degraded/ } if @systemd
  end

  def first_child
    File.read("/proc/#{@keeper}/task/#{@keeper}/children").to_i
  end

  def root_of(pid)
    File.readlink("/proc/#{pid}/root")
  rescue SystemCallError
    nil
  end

  def halt
    Process.kill(:KILL, @keeper)
    Process.wait(@keeper)
    wait_until('its end') { !File.exist?("/proc/#{@init}") }
    @keeper = @init = nil
    groups = Dir.glob("/sys/fs/cgroup/{,systemd/,unified/}#{cgroup}{,/**/}")
    groups.sort.reverse_each { |group| remove_group(group) }
  end

  def remove_group(group)
    Dir.rmdir(group)
  rescue SystemCallError
    nil
  end

  # Porto takes those that begin with its own name for its own.
  def cgroup
    "bare-host-#{File.basename(@dir)}"
  end

  def namespaces
    ['nsenter', '--target', @init.to_s, '--mount', '--pid', '--uts', '--ipc', '--root', '--wd', 'env', '-i',
     'HOME=/root', 'LANG=C.UTF-8', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']
  end
end
