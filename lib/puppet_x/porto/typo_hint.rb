# frozen_string_literal: true

module PuppetX
  module Porto
    # What Puppet's own message about a value of the wrong type leaves out: the key that was probably meant.
    module TypoHint
      module_function

      # @param message [String] Puppet's message about a mismatch
      # @param type [Puppet::Pops::Types::PAnyType] the type that was expected
      # @return [String] "; did you mean 'x'?", or ""
      def of(message, type)
        unknown = message[/unrecognized key '([^']*)'/, 1]
        close = unknown && defined?(::DidYouMean::SpellChecker) &&
                ::DidYouMean::SpellChecker.new(dictionary: keys(type).uniq).correct(unknown).first
        close ? "; did you mean '#{close}'?" : ''
      end

      # The keys that maps of this type may have, at any depth.
      def keys(type)
        case type
        when Puppet::Pops::Types::PTypeAliasType then keys(type.resolved_type)
        when Puppet::Pops::Types::POptionalType then keys(type.type)
        when Puppet::Pops::Types::PVariantType then type.types.flat_map { |variant| keys(variant) }
        when Puppet::Pops::Types::PStructType
          type.elements.flat_map { |element| [element.name, *keys(element.value_type)] }
        else []
        end
      end
    end
  end
end
