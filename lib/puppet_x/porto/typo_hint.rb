# frozen_string_literal: true

require 'rubygems/text'

module PuppetX
  module Porto
    # What Puppet's own message about a key that a map may not have leaves out: the key that was probably meant.
    module TypoHint
      # Ruby's DidYouMean is not there in puppetserver's JRuby; its package manager is.
      extend Gem::Text

      module_function

      # @param message [String] Puppet's message about a mismatch
      # @param type [Puppet::Pops::Types::PAnyType] the type that was expected
      # @param path [Array<String>] of the map
      # @return [String] "; did you mean 'x'?", "; its place is in 'x'", or ""
      def of(message, type, path)
        unknown = message[/unrecognized key '([^']*)'/, 1]
        return '' unless unknown

        place = places(type)[unknown]
        return "; its place is #{place.empty? ? "beside '#{path.first}'" : "in '#{place}'"}" if place

        meant = closest(unknown.downcase, places(type).keys)
        meant ? "; did you mean '#{meant}'?" : ''
      end

      # The key with the fewest letters to change, if these are at most a third of it; else the shortest that goes
      # on from it.
      def closest(unknown, keys)
        distance, key = keys.map { |known| [TypoHint.levenshtein_distance(unknown, known), known] }.min
        return key if distance && distance * 3 <= [key.length, unknown.length].max

        keys.select { |known| known.start_with?("#{unknown}_") }.min_by { |known| [known.length, known] }
      end

      # The keys that maps of this type may have, at any depth, each with the path of the map.
      def places(type, path = [])
        case type
        when Puppet::Pops::Types::PTypeAliasType then places(type.resolved_type, path)
        when Puppet::Pops::Types::POptionalType then places(type.type, path)
        when Puppet::Pops::Types::PVariantType then type.types.map { |variant| places(variant, path) }.reduce({}, :merge)
        when Puppet::Pops::Types::PStructType
          type.elements.reduce({}) do |all, element|
            places(element.value_type, [*path, element.name]).merge(all).merge(element.name => path.join('.'))
          end
        else {}
        end
      end
    end
  end
end
