# frozen_string_literal: true

require 'rubygems/text'

module PuppetX
  module Porto
    # What Puppet's own message about a value of the wrong type leaves out: the key that was probably meant.
    module TypoHint
      # Ruby's DidYouMean is not there in puppetserver's JRuby; its package manager is.
      extend Gem::Text

      module_function

      # @param message [String] Puppet's message about a mismatch
      # @param type [Puppet::Pops::Types::PAnyType] the type that was expected
      # @return [String] "; did you mean 'x'?", or ""
      def of(message, type)
        meant = message.scan(/unrecognized key '([^']*)'/).flatten.map { |unknown| closest(unknown, keys(type)) }.compact
        meant.empty? ? '' : "; did you mean #{meant.uniq.map { |key| "'#{key}'" }.join(', ')}?"
      end

      # The key with the fewest letters to change, if these are at most a third of it.
      def closest(unknown, keys)
        distances = keys.uniq.map { |key| [TypoHint.levenshtein_distance(unknown.downcase, key), key] }
        distance, key = distances.min
        key if distance && distance * 3 <= [key.length, unknown.length].max
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
