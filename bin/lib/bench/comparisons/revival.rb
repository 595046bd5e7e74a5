require_relative '../poller'

module Bench
  # How long until a daemon whose process was killed runs again: brought back by the agent, by portod's own respawn, and
  # by a poll. The process itself says when it begins.
  class Revival
    TRIALS = 50
    WARM_UP = 2
    INTERVAL = 20
    # Between two deaths beside the poll, which so meets them at every age; a few at each poll.
    APART = 2.1
    AGENT = 'the agent, respawn off'.freeze
    PORTOD = "portod's own respawn, no agent".freeze
    POLL = "a poll every #{INTERVAL} s, respawn off".freeze

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      prepare
      figures = runner.measure([Candidate.new(AGENT, -> { revived(AGENT) }), Candidate.new(PORTOD, -> { revived(PORTOD) })],
                               rounds: TRIALS, warm_up: WARM_UP)
      result = Result.new('revival', "kill -9 of a daemon's process: until it runs again").add_figures(figures)
      times = figures.transform_values(&:walls).merge(POLL => polled)
      result.add_row(POLL, 'ms', times[POLL], baseline: figures[AGENT].median)
      times.each { |name, all| result.claim("#{name}, 99th percentile", Statistics.quantile(all, 0.99), nil, 'ms') }
      { 'the median' => 0.5, 'the 99th percentile' => 0.99 }.each do |what, part|
        agent, portod, poll = times.values_at(AGENT, PORTOD, POLL).map { |all| Statistics.quantile(all, part) }
        result.claim("#{AGENT}, against portod's own respawn: #{what}", agent / portod)
        result.claim("the poll against #{AGENT}: #{what}", poll / agent)
      end
      result.note('each trial is the first death of another daemon; portod waits a second before it respawns')
      result
    end

    private

    def prepare
      require File.join(@lab.root, 'spec/acceptance/support/porto_client')
      @herald = File.join(@lab.dir, 'herald')
      system('gcc', '-O2', '-Wall', '-o', @herald, File.join(__dir__, '../herald.c'), exception: true)
      @hosts = { AGENT => host_with_daemons('revival-agent', false), PORTOD => host_with_daemons('revival-portod', true),
                 POLL => host_with_daemons('revival-poll', false) }
      @hosts[AGENT].start_agent
      @alive = [AGENT, PORTOD].to_h { |name| [name, names.dup] }
    end

    def names
      @names ||= Definitions.names(TRIALS + WARM_UP)
    end

    def host_with_daemons(place, respawn)
      host = @lab.host(place)
      core = Core.new(@lab.launch(host).argv, host.environment)
      definitions(host, respawn).each { |definition| core.call('execute', 'daemon' => definition) }
      core.close
      host
    end

    def definitions(host, respawn)
      names.map do |name|
        Definitions.document(name).tap do |definition|
          definition['spec']['properties'] = { 'cmd' => [@herald, births(host, name)], 'respawn' => respawn }
        end
      end
    end

    def births(host, name)
      File.join(host.dir, "births-#{name}")
    end

    # The next daemon dies; milliseconds until its next process begins.
    def revived(candidate)
      host = @hosts.fetch(candidate)
      name = @alive.fetch(candidate).shift
      life(host, name, kill(host, name))
    end

    # When it was killed, in nanoseconds.
    def kill(host, name)
      pid = PortoClient.new(host.socket).pid(name)
      Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond).tap { Process.kill(:KILL, pid) }
    end

    def life(host, name, killed)
      file = births(host, name)
      sleep 0.005 until (born = File.binread(file).unpack('Q*').last) > killed
      (born - killed) / 1e6
    end

    def polled
      host = @hosts.fetch(POLL)
      poller = Poller.new(@lab, host, definitions(host, false), INTERVAL)
      poller.start
      deaths = names.first(TRIALS).map do |name|
        sleep APART
        [name, kill(host, name)]
      end
      deaths.map { |name, killed| life(host, name, killed) }
    ensure
      poller&.close
    end
  end
end
