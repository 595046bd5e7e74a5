# frozen_string_literal: true

module PuppetX
  module Porto
    # What must hold of a daemon's health that no data type can say.
    module Health
      PROBES = %w[liveness readiness].freeze
      KINDS = %w[exec tcp http].freeze

      module_function

      # @raise [ArgumentError] naming the path and what would be right
      def check(health)
        raise ArgumentError, "health: #{health.inspect} is not a map" unless health.is_a?(Hash)

        PROBES.each { |name| probe(name, health[name]) if health[name] }
      end

      def probe(name, probe)
        raise ArgumentError, "health.#{name}: #{probe.inspect} is not a map" unless probe.is_a?(Hash)

        given = KINDS.select { |kind| probe.key?(kind) }
        return if given.length == 1

        what = given.empty? ? 'asks nothing' : "#{given.join(' and ')} are too much"
        raise ArgumentError, "health.#{name}: #{what}; give one of #{KINDS.join(', ')}"
      end

      private_class_method :probe
    end
  end
end
