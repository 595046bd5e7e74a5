# frozen_string_literal: true

module PuppetX
  module Porto
    # The policy keys of a definition, with what they mean and admit. None is part of the revision.
    module Policy
      SECONDS = { type: :seconds }.freeze
      SWITCH = { type: :boolean }.freeze

      def self.one_of(*words)
        { type: :word, words: words.map(&:freeze).freeze }.freeze
      end

      KEYS = {
        stop_timeout: [SECONDS, 'Seconds from the polite signal to KILL. Default: 10.'],
        ready_timeout: [SECONDS, 'Seconds a new revision may take to get ready before it is rolled back. Default: 60.'],
        min_uptime: [SECONDS, 'Seconds the same process has to stay up to count as ready. Default: 3.'],
        rollback: [SWITCH, 'Whether a revision that does not get ready is replaced by the one before. Default: true.'],
        update_strategy: [one_of('least_disruption', 'recreate'),
                          'Either the least disruption that reaches the declared state, or removing the old revision ' \
                          'with its packages before applying the new one. Default: least_disruption.'],
        restart_policy: [one_of('now', 'window', 'pending', 'never'),
                         'When a change that needs a restart is made: in this run, in `restart_window`, when ' \
                         '`porto-daemon restart` asks for it, or not at all. Default: now.'],
        restart_window: [{ type: :window }, 'Time of day, as "HH:MM-HH:MM" in the host\'s zone, for `restart_policy` ' \
                                            'window. May wrap midnight.'],
        unsupported: [one_of('error', 'warn'),
                      'What to do with a property that Porto knows and this host\'s kernel cannot do: fail, or leave ' \
                      'it out and say so. Default: error.'],
        adopt: [SWITCH, 'Whether a container of the same name that carries no label of ours is taken over. ' \
                        'Default: false.'],
        purge_preexisting: [SWITCH, 'Whether `purged` also purges packages that were on the host before the daemon. ' \
                                    'Default: false.'],
        allow_downgrade: [SWITCH, 'Whether a package may go to a lower version. Default: true.'],
        change_held: [SWITCH, 'Whether a package on hold may be changed. Default: false.'],
        conffiles: [one_of('keep', 'replace'), 'What happens to conffiles edited by hand. Default: keep.'],
        suppress_services: [SWITCH, 'Whether maintainer scripts are kept from starting their own service. ' \
                                    'Default: false.']
      }.freeze

      WINDOW = /\A([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\z/.freeze

      # The value in the form a definition takes.
      # @raise [ArgumentError] naming the value and what would be right
      def self.munge(key, value)
        form = KEYS.fetch(key).first
        send(form[:type], value, *form[:words])
      rescue ArgumentError => e
        raise ArgumentError, "#{key}: #{value.inspect} is not valid; #{e.message}"
      end

      def self.seconds(value)
        number = Float(value)
        raise ArgumentError unless number >= 0

        number == number.to_i ? number.to_i : number
      rescue ArgumentError, TypeError
        raise ArgumentError, 'give a number of seconds, such as 10'
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
