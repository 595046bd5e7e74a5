module Bench
  # How long a daemon's process is away while its package is updated: ours, and the literal order of removing the old
  # revision with its packages before the new one is applied. Real packages, by apt and dpkg on a database of their own.
  class Downtime
    ROUNDS = 9
    NAMES = { 'least_disruption' => 'ours: least disruption', 'recreate' => 'literal order: recreate' }.freeze

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      prepare
      figures = runner.measure(NAMES.map { |strategy, name| Candidate.new(name, -> { update(strategy) }) }, rounds: ROUNDS)
      result = Result.new('downtime', 'a package update: how long the process is away').add_figures(figures)
      ours, literal = figures.values
      result.claim('the literal order against ours', literal.median / ours.median)
    end

    private

    def prepare
      require File.join(@lab.root, 'spec/acceptance/support/apt_lab')
      @apt = AptLab.new(@lab.directory('downtime-apt'))
      @host = @lab.host('downtime')
      @beacon = File.join(@lab.dir, 'beacon')
      system('gcc', '-O2', '-Wall', '-o', @beacon, File.join(__dir__, '../beacon.c'), exception: true)
      @core = Core.new(@lab.launch(@host).argv, @host.environment.merge(@apt.environment))
      @lab.at_close { @core.close }
      NAMES.each_key do |strategy|
        %w[1.0 2.0].each { |version| @apt.publish(package(strategy), version) }
        execute(strategy, '1.0')
      end
    end

    # One update; milliseconds between the last sign of life of the old process and the first of the new one.
    def update(strategy)
      File.truncate(ticks(strategy), 0)
      execute(strategy, installed(strategy) == '1.0' ? '2.0' : '1.0')
      started = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
      sleep 0.01 until times(strategy).last.to_i > started
      times(strategy).each_cons(2).map { |before, after| after - before }.max / 1e6
    end

    def times(strategy)
      File.binread(ticks(strategy)).unpack('Q*')
    end

    def ticks(strategy)
      File.join(@lab.dir, "ticks-#{strategy}")
    end

    def installed(strategy)
      @apt.installed(package(strategy)) || abort("#{package(strategy)} is not installed")
    end

    def package(strategy)
      "bench-#{strategy.tr('_', '-')}"
    end

    def execute(strategy, version)
      definition = Definitions.document(package(strategy), [[package(strategy), version]])
      definition['spec']['properties'] = { 'cmd' => [@beacon, ticks(strategy)] }
      definition['spec']['policy']['update_strategy'] = strategy
      outcome = @core.call('execute', 'daemon' => definition)
      abort "nothing was updated: #{outcome}" unless outcome['changed']
      sleep 0.01 until File.size?(ticks(strategy))
    end
  end
end
