require 'json'

module Bench
  # Something measured: one call does it once; it returns the milliseconds that count, or nil for its wall time.
  Candidate = Struct.new(:name, :run)

  # Several candidates measured in one go. The first is what the others are held against.
  #
  # target: the ratio that the last candidate should not exceed, or nil.
  Comparison = Struct.new(:name, :title, :candidates, :target, :rounds, keyword_init: true)

  # The figures of one candidate, in milliseconds.
  class Figures
    attr_reader :name, :samples

    def initialize(name)
      @name = name
      @samples = []
    end

    def median
      quantile(0.5)
    end

    # The value below which the given part of the samples lies, between neighbours by their distance.
    def quantile(part)
      sorted = @samples.sort
      at = part * (sorted.size - 1)
      sorted[at.floor] + (sorted[at.ceil] - sorted[at.floor]) * (at - at.floor)
    end

    def to_h(baseline)
      { 'name' => @name, 'runs' => @samples.size, 'median_ms' => median.round(3), 'p10_ms' => quantile(0.1).round(3),
        'p90_ms' => quantile(0.9).round(3), 'ratio' => (median / baseline.median).round(2) }
    end
  end

  # Measures a comparison: a warm-up round, then rounds in which every candidate runs once, in changing order, so
  # that what else the machine does meets all of them alike.
  class Runner
    WARM_UP = 2

    def initialize(output)
      @output = output
    end

    def measure(comparison)
      figures = comparison.candidates.map { |candidate| Figures.new(candidate.name) }
      WARM_UP.times { comparison.candidates.each { |candidate| once(candidate) } }
      comparison.rounds.times do |round|
        order = comparison.candidates.zip(figures).rotate(round)
        order.each { |candidate, figure| figure.samples << once(candidate) }
      end
      result = report(comparison, figures)
      print_table(result)
      result
    end

    private

    def once(candidate)
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
      own = candidate.run.call
      own || Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond) - start
    end

    def report(comparison, figures)
      { 'comparison' => comparison.name, 'title' => comparison.title, 'target' => comparison.target,
        'candidates' => figures.map { |figure| figure.to_h(figures.first) } }
    end

    def print_table(result)
      @output.puts "\n#{result['comparison']}: #{result['title']}"
      @output.printf("  %-44s %6s %12s %12s %12s %7s\n", '', 'runs', 'median ms', 'p10', 'p90', 'ratio')
      result['candidates'].each do |row|
        @output.printf("  %-44s %6d %12.2f %12.2f %12.2f %7.2f\n",
                       *row.values_at('name', 'runs', 'median_ms', 'p10_ms', 'p90_ms', 'ratio'))
      end
      return unless result['target']

      last = result['candidates'].last
      verdict = last['ratio'] <= result['target'] ? 'met' : 'missed'
      @output.puts "  wanted: #{last['name']} at most #{result['target']} times #{result['candidates'].first['name']}: #{verdict}"
    end
  end
end
