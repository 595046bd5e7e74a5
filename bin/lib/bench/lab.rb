require 'fileutils'
require 'json'
require 'open3'
require 'socket'
require 'tmpdir'

module Bench
  # What the comparisons run against: an embedded endpoint with directories of its own, all taken away at the end.
  class Lab
    attr_reader :dir, :root, :socket

    def initialize(root)
      @root = root
      @dir = Dir.mktmpdir('porto-bench')
      @socket = File.join(@dir, 'portod.socket')
      @cleanups = []
    end

    # The environment of everything that is measured.
    def environment(socket = @socket)
      { 'PORTO_SOCKET' => socket }.merge(
        %w[STATE RUN CACHE DEFINITIONS].to_h { |name| ["PORTO_DAEMON_#{name}_DIR", directory(name.downcase)] }
      )
    end

    def directory(name)
      File.join(@dir, name).tap { |path| FileUtils.mkdir_p(path) }
    end

    def start_endpoint
      return if @endpoint

      log = File.join(@dir, 'portod.log')
      @endpoint = Process.spawn(File.join(@root, 'bin/portod-embedded'), '--socket', @socket, '--dir', directory('portod'),
                                %i[out err] => log, in: File::NULL, pgroup: true)
      at_close { stop(@endpoint) }
      300.times do
        return if connects?
        break if Process.waitpid(@endpoint, Process::WNOHANG)

        sleep 0.1
      end
      abort "the embedded endpoint did not come up: #{File.read(log)}"
    end

    # What is to be done when the lab closes; the last first.
    def at_close(&block)
      @cleanups << block
    end

    def close
      @cleanups.reverse_each(&:call)
      FileUtils.rm_rf(@dir)
    end

    private

    def connects?
      UNIXSocket.new(@socket).close
      true
    rescue SystemCallError
      false
    end

    def stop(pid)
      Process.kill('TERM', pid)
      Process.wait(pid)
    rescue Errno::ESRCH, Errno::ECHILD
      nil
    end
  end

  # A core that speaks the bridge.
  class Core
    def initialize(argv, environment)
      @input, @output, @error, @thread = Open3.popen3(environment, *argv)
      @errors = Thread.new { @error.read }
      @id = 0
    end

    # The result of a call; aborts on an error, since nothing measured may fail.
    def call(method, params = {})
      send_line(JSON.generate('jsonrpc' => '2.0', 'id' => @id += 1, 'method' => method, 'params' => params))
    end

    # Sends a request that is written already and returns its result.
    def send_line(line)
      @input.puts(line)
      @input.flush
      loop do
        answer = JSON.parse(@output.gets || abort("the core ended: #{@errors.value}"))
        next unless answer.key?('id')

        abort "the core answered #{answer['error']}" if answer['error']
        return answer['result']
      end
    end

    # Ends the core by ending its input; how it exited.
    def close
      @input.close
      @thread.value.tap { [@output, @error].each(&:close) }
    end
  end
end
