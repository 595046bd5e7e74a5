# frozen_string_literal: true

require_relative 'policy'

module PuppetX
  module Porto
    # For a property whose state is what the core's plan says about the aspect of the same name. The plan's
    # text, with its disruption, is what Puppet shows in events, under noop and in failures.
    module PlannedProperty
      def retrieve
        provider.public_send(name)
      end

      def insync?(_current)
        !provider.plan.changes_aspect?(name)
      end

      # Whether the host is as the last run left it, which Puppet asks to tell a repair ("corrective") from a
      # change that was declared. What was recorded is what that run declared, in its own spelling; so a change
      # that a new declaration explains is none.
      def insync_values?(recorded, current)
        return true unless recorded == @should

        name == :ensure && recorded.map(&:to_s) == [current.to_s]
      end

      def set(_value)
        provider.converge
      end

      def change_to_s(_current, _desired)
        planned_text
      end

      def is_to_s(value) # rubocop:disable Naming/PredicateName
        return value.to_s if name == :ensure

        resource.secrets.scrub(provider.plan.was(name))
      end

      def should_to_s(value)
        return resource.secrets.redact(value).to_s unless provider.plan.changes_aspect?(name)

        planned_text
      end

      private

      def planned_text
        text = resource.secrets.scrub(provider.plan.text(name))
        # Puppet's own text names the property already.
        name == :ensure ? text.sub(/\Aensure: /, '') : text
      end
    end

    # For a parameter that is a policy key.
    module PolicyParameter
      def unsafe_munge(value)
        Policy.munge(name, value)
      end
    end

    # For a property that is reported and never set, so that what `puppet resource` prints can be applied.
    module ReadOnlyProperty
      def insync?(_current)
        true
      end
    end
  end
end
