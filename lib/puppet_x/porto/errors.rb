# frozen_string_literal: true

# Errors of the provider's side of the bridge.
module PuppetX
  module Porto
    # Base of everything this module raises on purpose.
    class Error < StandardError; end

    # The core cannot be started: no jar, or no Java runtime.
    class NotInstalled < Error; end

    # The core died, stayed silent past its deadline, or printed something that is no message.
    class BridgeBroken < Error; end

    # The core answered with an error; its message is meant for a person.
    class Refused < Error
      attr_reader :code, :reason, :detail

      def initialize(message, code: nil, reason: nil, detail: nil)
        super(message)
        @code = code
        @reason = reason
        @detail = detail
      end
    end
  end
end
