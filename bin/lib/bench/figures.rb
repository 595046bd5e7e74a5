module Bench
  # What one run took: wall time, and the processor time of the processes it started and waited for (nil where there
  # were none), in milliseconds.
  Sample = Struct.new(:wall, :cpu)

  # Order statistics, since a busy machine has outliers in one direction only.
  module Statistics
    module_function

    def median(values)
      quantile(values, 0.5)
    end

    # The value below which the given part of the values lies, between neighbours by their distance.
    def quantile(values, part)
      sorted = values.sort
      at = part * (sorted.size - 1)
      sorted[at.floor] + (sorted[at.ceil] - sorted[at.floor]) * (at - at.floor)
    end
  end

  # The samples of one candidate.
  class Figures
    attr_reader :name, :samples

    def initialize(name)
      @name = name
      @samples = []
    end

    def walls
      @samples.map(&:wall)
    end

    def median
      Statistics.median(walls)
    end

    # Processor time, median; nil where no process was waited for.
    def cpu
      values = @samples.map(&:cpu).compact
      Statistics.median(values) unless values.empty?
    end

    # What this one takes beyond another, round by round: what else the machine did in a round has met both.
    def beyond(other)
      Statistics.median(walls.zip(other.walls).map { |own, others| own - others })
    end

    # As beyond, in processor time.
    def cpu_beyond(other)
      Statistics.median(@samples.zip(other.samples).map { |own, others| own.cpu - others.cpu })
    end

    # @return [Hash] a row of a result
    def row(baseline, unit: 'ms')
      { 'name' => name, 'unit' => unit, 'runs' => @samples.size, 'median' => median.round(3),
        'p10' => Statistics.quantile(walls, 0.1).round(3), 'p90' => Statistics.quantile(walls, 0.9).round(3),
        'cpu' => cpu&.round(3), 'ratio' => (median / baseline.median).round(3) }
    end
  end
end
