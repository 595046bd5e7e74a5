# frozen_string_literal: true

module PuppetX
  module Porto
    # Secret values of one resource: taken out of their wrappers, and kept out of every text.
    class Secrets
      REDACTED = '[redacted]'

      def initialize
        @values = []
      end

      # A copy of a value in which nothing is wrapped in Sensitive or deferred any more, at any depth. What was
      # wrapped is remembered.
      def unwrap(value)
        case value
        when Puppet::Pops::Types::PSensitiveType::Sensitive
          remember(unwrap(value.unwrap))
        when Hash
          value.each_with_object({}) { |(key, entry), copy| copy[key.to_s] = unwrap(entry) }
        when Array
          value.map { |entry| unwrap(entry) }
        when Puppet::Pops::Evaluator::DeferredValue
          # Puppet 8 leaves those within a map or list as they are.
          unwrap(value.resolve)
        else
          value
        end
      end

      # Remembers a value, and all that it holds, as secret.
      # @return the value
      def remember(value)
        case value
        when Hash then value.each_value { |entry| remember(entry) }
        when Array then value.each { |entry| remember(entry) }
        else @values |= [value.to_s] unless value.to_s.empty?
        end
        value
      end

      def count
        @values.length
      end

      # @return [String] the text without any secret in it
      def scrub(text)
        @values.sort_by { |value| -value.length }.reduce(text.to_s) do |scrubbed, secret|
          scrubbed.gsub(secret, REDACTED)
        end
      end

      # A copy of a value with every secret in it replaced, at any depth.
      def redact(value)
        case value
        when Hash then value.each_with_object({}) { |(key, entry), copy| copy[key] = redact(entry) }
        when Array then value.map { |entry| redact(entry) }
        when String then scrub(value)
        else @values.include?(value.to_s) ? REDACTED : value
        end
      end
    end
  end
end
