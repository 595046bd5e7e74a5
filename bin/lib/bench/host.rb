require 'fileutils'
require 'socket'
require_relative 'porto_wire'

module Bench
  # One host to measure on: an embedded endpoint and the core's directories, all below a directory of its own, and
  # the laboratory's dpkg database.
  class Host
    attr_reader :socket, :dir

    def initialize(lab, dir)
      @lab = lab
      @dir = dir
      FileUtils.mkdir_p(dir)
      @socket = File.join(dir, 'portod.socket')
      start_endpoint
    end

    # The environment of everything that is measured.
    def environment(socket = @socket)
      places = %w[STATE RUN CACHE DEFINITIONS].to_h do |name|
        ["PORTO_DAEMON_#{name}_DIR", directory(name.downcase)]
      end
      @lab.dpkg.environment.merge(places).merge(
        'PORTO_SOCKET' => socket, 'PORTO_DAEMON_CONFIG' => File.join(@dir, 'config.json'),
        'PORTO_DAEMON_LOG' => File.join(@dir, 'actions.log')
      )
    end

    def directory(name)
      File.join(@dir, name).tap { |path| FileUtils.mkdir_p(path) }
    end

    # Containers that are created and not started, labelled as ours, straight over the wire.
    def create_containers(names)
      socket = UNIXSocket.new(@socket)
      names.each do |name|
        created << name
        PortoWire.call(socket, 1, PortoWire.field(1, name))
        settings(name).each do |property, value|
          PortoWire.call(socket, 5, [name, property, value].each_with_index.map do |text, index|
            PortoWire.field(index + 1, text)
          end.join)
        end
      end
    ensure
      socket&.close
    end

    # The agent of this host, as its unit starts it; it listens when this returns.
    # @return [Integer] its pid
    def start_agent
      log = File.join(@dir, 'agent.log')
      @agent = Process.spawn(environment, *@lab.launch(self).command_line('agent'), %i[out err] => log,
                             in: File::NULL, pgroup: true)
      600.times do
        return @agent if File.socket?(File.join(directory('run'), 'agent.socket'))
        break if Process.waitpid(@agent, Process::WNOHANG)

        sleep 0.1
      end
      abort "the agent did not come up: #{File.read(log)}"
    end

    # Its containers would outlive it.
    def close
      stop(@agent) if @agent
      socket = UNIXSocket.new(@socket)
      stored = Dir[File.join(directory('state'), 'daemons/*.json')].map { |file| File.basename(file, '.json') }
      (created | stored).each { |name| PortoWire.call(socket, 2, PortoWire.field(1, name)) }
      socket.close
      stop(@endpoint)
    end

    private

    def created
      @created ||= []
    end

    def stop(pid)
      Process.kill('TERM', pid)
      Process.wait(pid)
    rescue Errno::ESRCH, Errno::ECHILD
      nil
    end

    def settings(name)
      { 'command_argv' => "/bin/sleep\t1000000", 'memory_limit' => '64M', 'cpu_limit' => '1c',
        'labels' => "HOSTMAN.daemon: #{name}" }
    end

    def start_endpoint
      log = File.join(@dir, 'portod.log')
      @endpoint = Process.spawn(File.join(@lab.root, 'bin/portod-embedded'), '--socket', @socket,
                                '--dir', directory('portod'), %i[out err] => log, in: File::NULL, pgroup: true)
      300.times do
        return if connects?
        break if Process.waitpid(@endpoint, Process::WNOHANG)

        sleep 0.1
      end
      abort "the embedded endpoint did not come up: #{File.read(log)}"
    end

    def connects?
      UNIXSocket.new(@socket).close
      true
    rescue SystemCallError
      false
    end
  end
end
