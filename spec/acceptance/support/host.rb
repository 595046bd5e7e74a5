# frozen_string_literal: true

require 'fileutils'
require 'open3'
require 'tmpdir'
require 'yaml'
require_relative 'apt_lab'
require_relative 'porto_client'
require_relative 'porto_wiretap'

# A host for acceptance specs: a Porto endpoint with a wiretap, an apt of its own, and Puppet with places of
# its own. The endpoint is the embedded one, or the portod that PORTO_SOCKET names.
class Host
  ROOT = File.expand_path('../../..', __dir__)
  ENDPOINT = Dir[File.join(ROOT, 'portod-embedded', 'target', 'portod-embedded-*-all.jar')].first
  PATIENCE = 60
  # The lowest level of Hiera: the machine's own files are left alone.
  MACHINE = { 'porto::manage_java' => false, 'porto::manage_boot' => false, 'porto::command' => false }.freeze

  # What was waited for did not come.
  class InVain < StandardError; end

  # What one command printed and how it ended.
  Run = Struct.new(:status, :text) do
    def changed?
      status == 2
    end

    def clean?
      status.zero?
    end
  end

  # `target` is the socket behind the wiretap: who hands descriptors to Porto must be its peer.
  attr_reader :dir, :porto, :wire, :apt, :target

  def initialize
    @dir = Dir.mktmpdir('porto-host')
    @apt = AptLab.new(File.join(@dir, 'apt'))
    real = ENV.fetch('PORTO_SOCKET', nil)
    @target = real || start_endpoint
    @porto = PortoClient.new(@target)
    @foreign = @porto.list
    @wire = PortoWiretap.new(File.join(@dir, 'tapped.socket'), @target)
    FileUtils.mkdir_p(File.join(@dir, 'modules'))
    File.symlink(ROOT, File.join(@dir, 'modules', 'porto'))
  end

  def environment
    { 'PORTO_SOCKET' => @wire.path,
      'PORTO_DAEMON_STATE_DIR' => place('state'), 'PORTO_DAEMON_RUN_DIR' => place('run'),
      'PORTO_DAEMON_CACHE_DIR' => place('cache'), 'PORTO_DAEMON_CONFIG' => place('config.json'),
      'PORTO_DAEMON_LOG' => place('porto-daemon.log'), 'PORTO_DAEMON_DEFINITIONS_DIR' => place('definitions'),
      'FACTERLIB' => File.join(ROOT, 'lib/facter') }.merge(@apt.environment)
  end

  def place(name)
    File.join(@dir, name)
  end

  # Runs `puppet apply` with Hiera levels, the highest first.
  def apply(*levels, manifest: 'include porto', options: [], env: {})
    command(*puppet('apply'), '--detailed-exitcodes', '--hiera_config', hiera(levels),
            '--modulepath', place('modules'), *options, '-e', manifest, env: env)
  end

  # Runs `puppet resource porto_daemon`.
  def resource(*arguments)
    command(*puppet('resource'), 'porto_daemon', *arguments, env: { 'RUBYLIB' => File.join(ROOT, 'lib') })
  end

  def command(*argv, env: {})
    text, status = Open3.capture2e(environment.merge(env), *argv)
    Run.new(status.exitstatus, text)
  end

  def puppet(subcommand)
    ['puppet', subcommand, '--confdir', place('puppet'), '--vardir', place('var'),
     '--rundir', place('puppet-run'), '--logdir', place('log'), '--color=false']
  end

  # A Hiera configuration over levels of data.
  def hiera(levels)
    hierarchy = [*levels, MACHINE].each_with_index.map do |data, index|
      File.write(place("level#{index}.yaml"), YAML.dump(data))
      { 'name' => "level #{index}", 'path' => "level#{index}.yaml" }
    end
    config = { 'version' => 5, 'hierarchy' => hierarchy,
               'defaults' => { 'datadir' => @dir, 'data_hash' => 'yaml_data' } }
    place('hiera.yaml').tap { |path| File.write(path, YAML.dump(config)) }
  end

  # The bytes of a running process, as the kernel has them.
  def process(name, file)
    File.binread("/proc/#{@porto.pid(name)}/#{file}").split("\0")
  end

  def stop_endpoint
    return unless @endpoint

    Process.kill(:TERM, @endpoint)
    Process.wait(@endpoint)
    @endpoint = nil
  end

  def start_endpoint
    abort 'build portod-embedded first: mvn package -DskipTests' unless ENDPOINT
    socket = place('portod.socket')
    @endpoint = spawn('java', '-XX:+UseSerialGC', '-Xmx256m', '-jar', ENDPOINT,
                      '--socket', socket, '--dir', place('porto'), out: place('portod.log'), err: %i[child out])
    wait_until("the endpoint to answer on #{socket}") { answers?(socket) }
    socket
  end

  # Kills a process and all that descends from it, at once.
  def kill_tree(pid)
    children = Dir.glob("/proc/#{pid}/task/*/children").flat_map { |file| File.read(file).split }
    Process.kill(:KILL, pid)
    children.each { |child| kill_tree(Integer(child)) }
  rescue Errno::ESRCH, Errno::ENOENT
    nil
  end

  def wait_until(what, seconds = PATIENCE)
    patience = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
    until yield
      raise InVain, "waited in vain for #{what}" if Process.clock_gettime(Process::CLOCK_MONOTONIC) > patience

      sleep 0.05
    end
  end

  # Leaves nothing behind.
  def close
    (@porto.list - @foreign).each { |name| @porto.destroy(name) unless name.include?('/') }
    @wire.close
    stop_endpoint
    FileUtils.remove_entry(@dir)
  end

  private

  def answers?(socket)
    PortoClient.new(socket).list
    true
  rescue SystemCallError, EOFError
    false
  end
end
