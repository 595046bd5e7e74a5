require 'json'
require 'open3'
require 'puppet_x/porto/version'

module Bench
  # A core that speaks the bridge.
  class Core
    attr_reader :pid

    def initialize(argv, environment)
      @input, @output, @error, @thread = Open3.popen3(environment, *argv)
      @pid = @thread.pid
      @errors = Thread.new { @error.read }
      @errors.report_on_exception = false
      @id = 0
      call('hello', 'protocol' => 1, 'version' => PuppetX::Porto::VERSION)
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

    # Resident memory in MB, now and at its highest.
    def memory
      status = File.read("/proc/#{@pid}/status")
      %w[VmRSS VmHWM].map { |field| status[/^#{field}:\s+(\d+)/, 1].to_i / 1024.0 }
    end

    # Ends the core by ending its input; how it exited.
    def close
      @input.close
      @thread.value.tap { [@output, @error].each(&:close) }
    end
  end
end
