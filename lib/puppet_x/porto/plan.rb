# frozen_string_literal: true

module PuppetX
  module Porto
    # The core's plan for one daemon, asked by aspect.
    class Plan
      # @param plan [Hash] as the bridge answers
      # @param aspects [Array<Symbol>] the aspects that have a property of their own in the resource
      # @param removes [Boolean] whether the resource removes the daemon: then all is a matter of ensure
      def initialize(plan, aspects:, removes:)
        @plan = plan
        @differences = plan['differences'] || []
        @removes = removes
        @own = removes ? [] : aspects - [:ensure]
      end

      # Whether anything is to be done now. What waits for a restart that is not allowed yet is not.
      def changes?
        @plan['changes'] == true
      end

      # Whether carrying it out leaves a freshly started process.
      def starts?
        changes? && (@plan['disruption'] == 'restart' || @differences.any? { |it| it['aspect'] == 'ensure' })
      end

      # @return [String, nil] what waits, and for what
      def pending
        @plan['pending']
      end

      # @return [Array<String>]
      def notes
        @plan['notes'] || []
      end

      # Whether the property named after an aspect has something to do. `ensure` also answers for what
      # no other property of the resource does, so that no change goes without an event.
      def changes_aspect?(aspect)
        return false unless changes?
        return aspect == :ensure if @removes || @differences.empty?

        differences_of(aspect).any?
      end

      # @return [String] what the differences of an aspect are, with their disruption
      def text(aspect)
        # Puppet changes ensure alone in one run, so its event tells the whole change.
        shown = aspect == :ensure ? @differences : differences_of(aspect)
        return shown.map { |difference| difference['text'] }.join('; ') if shown.any?

        (@plan['actions'] || []).join('; ')
      end

      # @return [String] the observed side of an aspect's differences
      def was(aspect)
        differences_of(aspect).map { |difference| "#{difference['path']}: #{difference['was']}" }.join('; ')
      end

      private

      def differences_of(aspect)
        @differences.select do |difference|
          name = difference['aspect'].to_s.to_sym
          aspect == :ensure ? !@own.include?(name) : name == aspect
        end
      end
    end
  end
end
