require_relative '../jmh'
require_relative '../porto_wire'

module Bench
  # Observing many containers, against the very request that the core sends, on a kept connection.
  class Observe
    CONTAINERS = 1000
    WANTED = 2.0
    GET = 15

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      @host = @lab.host('observe')
      @host.create_containers(Definitions.names(CONTAINERS))
      request, count = recorded
      result = Result.new('observe', "observing #{CONTAINERS} containers")
      in_one_jvm(result, request)
      over_the_bridge(runner, result, request)
      result.claim('requests about containers in one observation', count, 1, 'requests')
    end

    private

    # Warm, in one JVM: the observation against the bare exchange.
    def in_one_jvm(result, request)
      file = File.join(@lab.dir, 'request')
      File.binwrite(file, request)
      environment = @host.environment.merge('BENCH_REQUEST' => file)
      measured = Jmh.new(@lab).run('ObserveBenchmark', environment: environment, warm_up: '3s').to_h do |one|
        [one.name.split('.').last, one]
      end
      raw = measured.fetch('rawRequest')
      result.add_row('the raw request, its answer not looked at, in the JVM', 'us', raw.samples, baseline: raw.median)
      result.add_row('the observation: Porto, dpkg, store, in the JVM', 'us', measured.fetch('observation').samples,
                     baseline: raw.median)
      result.claim('an observation, warm, against the raw request', measured.fetch('observation').median / raw.median,
                   WANTED)
    end

    # What Puppet waits for, beside clients that send the same request.
    def over_the_bridge(runner, result, request)
      core = Core.new(@lab.trained_launch(@host).argv, @host.environment)
      @lab.at_close { core.close }
      socket = UNIXSocket.new(@host.socket)
      @lab.at_close { socket.close }
      bridge = 'the core over the bridge, its answer as JSON'
      candidates = [Candidate.new('the raw request, from Ruby', -> { raw(socket, request) }),
                    Candidate.new(bridge, -> { core.call('observe', OBSERVE) && nil })]
      figures = runner.measure(candidates + python(request), rounds: 15, warm_up: 5)
      result.add_figures(figures)
      result.claim("#{bridge}, against the raw request from Ruby",
                   figures[bridge].median / figures.values.first.median)
      return unless figures.key?(PYTHON)

      result.claim("an observation over the bridge, against #{PYTHON}", figures[bridge].median / figures[PYTHON].median)
    end

    OBSERVE = { 'daemons' => [], 'claims' => {}, 'instances' => true, 'noop' => true }.freeze
    PYTHON = "Porto's Python client, the same request".freeze

    # PORTO_PYTHON names the directory that holds the Python package `porto`.
    def python(request)
      path = ENV.fetch('PORTO_PYTHON', '')
      return [] if path.empty?

      client = PythonClient.new(path, @host.socket, request)
      @lab.at_close { client.close }
      [Candidate.new(PYTHON, -> { client.get && nil })]
    end

    def raw(socket, request)
      socket.write(request)
      PortoWire.read_frame(socket)
      nil
    end

    # The request by which the core asks about containers, and how many of them it sends for one observation.
    def recorded
      path = File.join(@host.dir, 'recorder.socket')
      recorder = Recorder.new(path, @host.socket)
      core = Core.new(@lab.launch(@host).argv, @host.environment(path))
      core.call('observe', OBSERVE)
      core.close
      recorder.close
      asked = recorder.requests.select { |frame| PortoWire.method_of(frame) == GET }
      abort 'the core asked nothing about containers' if asked.empty?
      [asked.max_by(&:bytesize), asked.size]
    end
  end
end
