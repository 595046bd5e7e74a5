# frozen_string_literal: true

module PuppetX
  module Porto
    # The policy keys of a definition, with what they admit. None is part of the revision.
    module Policy
      SECONDS = { type: :seconds }.freeze
      SWITCH = { type: :boolean }.freeze
      WINDOW_OF_DAY = { type: :window }.freeze
      # Seconds.
      LONGEST = 86_400

      def self.one_of(*words)
        { type: :word, words: words.map(&:freeze).freeze }.freeze
      end

      KEYS = {
        stop_timeout: SECONDS,
        ready_timeout: SECONDS,
        min_uptime: SECONDS,
        rollback: SWITCH,
        update_strategy: one_of('least_disruption', 'recreate'),
        restart_policy: one_of('now', 'window', 'pending', 'never'),
        restart_window: WINDOW_OF_DAY,
        unsupported: one_of('error', 'warn'),
        adopt: SWITCH,
        purge_preexisting: SWITCH,
        allow_downgrade: SWITCH,
        change_held: SWITCH,
        conffiles: one_of('keep', 'replace'),
        suppress_services: SWITCH,
        syslog: SWITCH
      }.freeze

      WINDOW = /\A([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\z/.freeze

      # The value in the form a definition takes.
      # @raise [ArgumentError] naming the value and what would be right
      def self.munge(key, value)
        form = KEYS.fetch(key)
        send(form[:type], value, *form[:words])
      rescue ArgumentError => e
        raise ArgumentError, "#{key}: #{value.inspect} is not valid; #{e.message}"
      end

      def self.seconds(value)
        number = Float(value)
        raise ArgumentError unless number.between?(0, LONGEST)

        number == number.to_i ? number.to_i : number
      rescue ArgumentError, TypeError
        raise ArgumentError, 'give a number of seconds, such as 10, at most a day'
      end

      def self.boolean(value)
        case value.to_s
        when 'true' then true
        when 'false' then false
        else raise ArgumentError, 'give true or false'
        end
      end

      def self.word(value, *words)
        return value.to_s if words.include?(value.to_s)

        raise ArgumentError, "give one of #{words.join(', ')}"
      end

      def self.window(value)
        return value.to_s if WINDOW.match?(value.to_s)

        raise ArgumentError, 'give "HH:MM-HH:MM", such as "02:00-05:30"'
      end

      private_class_method :seconds, :boolean, :word, :window
    end
  end
end
