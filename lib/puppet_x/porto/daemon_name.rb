# frozen_string_literal: true

module PuppetX
  module Porto
    # One rule for names holds for container, label, signal, metric and file. Names are never rewritten.
    module DaemonName
      RULE = /\A(?!self\z)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z/.freeze
      TEXT = 'use letters, digits, dots, underscores and hyphens, at most 100, beginning with a letter or ' \
             'digit, and not "self"'

      # @raise [ArgumentError] naming the value and what would be right
      def self.check(value)
        return if value.is_a?(String) && RULE.match?(value)

        raise ArgumentError, "#{value.inspect} is not a name for a daemon; #{TEXT}"
      end
    end
  end
end
