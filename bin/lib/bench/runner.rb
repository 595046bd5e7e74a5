require_relative 'figures'

module Bench
  # Something measured: one call does it once. It returns the number that counts, or nil for its wall time.
  Candidate = Struct.new(:name, :run)

  # Measures candidates: warm-up rounds, then rounds in which every candidate runs once, in changing order, so that
  # what else the machine does meets all of them alike.
  class Runner
    def initialize(progress)
      @progress = progress
    end

    # @return [Hash<String, Figures>] by the candidate's name
    def measure(candidates, rounds:, warm_up: 1)
      figures = candidates.map { |candidate| Figures.new(candidate.name) }
      warm_up.times { candidates.each { |candidate| once(candidate) } }
      rounds.times do |round|
        candidates.zip(figures).rotate(round).each { |candidate, figure| figure.samples << once(candidate) }
        @progress.call("round #{round + 1} of #{rounds}")
      end
      figures.to_h { |figure| [figure.name, figure] }
    end

    private

    def once(candidate)
      used = children
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
      own = candidate.run.call
      wall = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond) - start
      waited = children - used
      own ? Sample.new(own, nil) : Sample.new(wall, waited.positive? ? waited : nil)
    end

    # Processor time of all children waited for, in milliseconds.
    def children
      times = Process.times
      (times.cutime + times.cstime) * 1000
    end
  end
end
