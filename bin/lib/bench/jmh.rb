require 'json'
require_relative 'figures'

module Bench
  # Runs benchmarks of the module java-bench under JMH and returns what they measured, in microseconds an operation.
  class Jmh
    JAR = 'java-bench/target/java-bench-0.1.0-all.jar'.freeze
    # One fork; each benchmark for about four seconds, half of that to warm up.
    SETTINGS = %w[-f 1 -wi 4 -i 5 -r 400ms -foe true].freeze

    # One benchmark with one set of parameters.
    Measured = Struct.new(:name, :params, :samples) do
      def median
        Statistics.median(samples)
      end
    end

    def initialize(lab)
      @lab = lab
    end

    # @param pattern [String] a regular expression of the benchmarks' names
    # @param warm_up [String] how long each of the four warm-up iterations takes
    # @return [Array<Measured>]
    def run(pattern, environment: {}, warm_up: '500ms')
      outcome = File.join(@lab.dir, 'jmh.json')
      log = File.join(@lab.dir, 'jmh.log')
      done = system(@lab.dpkg.environment.merge(environment), PuppetX::Porto::JavaRuntime.path,
                    '-jar', File.join(@lab.root, JAR), pattern, *SETTINGS, '-w', warm_up,
                    '-tu', 'us', '-rf', 'json', '-rff', outcome, %i[out err] => log, in: File::NULL)
      abort "JMH failed:\n#{File.read(log)[-3000..]}" unless done
      JSON.parse(File.read(outcome)).map { |entry| measured(entry) }
    end

    private

    def measured(entry)
      Measured.new(entry['benchmark'].split('.').last(2).join('.'), entry['params'] || {},
                   entry['primaryMetric']['rawData'].flatten)
    end
  end
end
