module Bench
  # Observing many containers, against the very request that the core sends, on a kept connection.
  class Observe
    CONTAINERS = 1000
    ROUNDS = 21

    # A daemon's definition, as the provider sends it.
    def self.definition(name)
      { 'origin' => "Porto_daemon[#{name}]", 'ensure' => 'running',
        'meta' => { 'kind' => 'PortoDaemon', 'name' => name, 'version' => '1' },
        'spec' => { 'properties' => { 'cmd' => ['/bin/sleep', '1000'], 'memory_limit' => '64Mb', 'cpu_limit' => '1c' },
                    'packages' => [] } }
    end

    def initialize(lab)
      @lab = lab
    end

    def comparison
      @lab.start_endpoint
      names = Array.new(CONTAINERS) { |index| format('bench-%04d', index) }
      create(names)
      line = request_line(names)
      raw = recorded(line)
      core = started_core(@lab.socket)
      socket = UNIXSocket.new(@lab.socket)
      Comparison.new(name: 'observe', title: "observing #{CONTAINERS} containers", target: 2.0, rounds: ROUNDS, candidates: [
                       Candidate.new('raw request, kept connection', -> { raw_answer(socket, raw) }),
                       Candidate.new('core: observe, bridge included', -> { core_answer(core, line) })
                     ])
    end

    private

    def raw_answer(socket, request)
      socket.write(request)
      PortoWire.read_frame(socket)
      nil
    end

    def core_answer(core, line)
      core.send_line(line)
      nil
    end

    def request_line(names)
      JSON.generate('jsonrpc' => '2.0', 'id' => 1, 'method' => 'observe',
                    'params' => { 'daemons' => names.map { |name| self.class.definition(name) }, 'claims' => {},
                                  'instances' => false })
    end

    # Containers as the core leaves them: labelled as ours, with limits. create is request 1, setProperty 5.
    def create(names)
      socket = UNIXSocket.new(@lab.socket)
      names.each do |name|
        PortoWire.exchange(socket, PortoWire.field(1, PortoWire.field(1, name)))
        settings(name).each do |property, value|
          body = PortoWire.field(1, name) + PortoWire.field(2, property) + PortoWire.field(3, value)
          PortoWire.exchange(socket, PortoWire.field(5, body))
        end
      end
      socket.close
    end

    def settings(name)
      { 'command' => '/bin/sleep 1000', 'memory_limit' => '64M', 'cpu_limit' => '1c',
        'labels' => "HOSTMAN.daemon: #{name}" }
    end

    # The largest request that the core sends for this observation.
    def recorded(line)
      path = File.join(@lab.dir, 'recorder.socket')
      recorder = Recorder.new(path, @lab.socket)
      started_core(path, keep: false) { |core| core.send_line(line) }
      recorder.close
      recorder.requests.max_by(&:bytesize)
    end

    def started_core(socket, keep: true)
      argv = ['java', '-jar', File.join(@lab.root, 'lib/java/porto-daemon-core.jar'), 'bridge']
      core = Core.new(argv, @lab.environment(socket))
      core.call('hello', 'protocol' => 1, 'version' => PuppetX::Porto::VERSION)
      yield core if block_given?
      keep ? @lab.at_close { core.close } : core.close
      core
    end
  end
end
