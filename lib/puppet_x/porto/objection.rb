# frozen_string_literal: true

require_relative 'secret_properties'
require_relative 'typo_hint'

module PuppetX
  module Porto
    # Puppet's message about a value of the wrong type, made fit for who has to mend it: the path to the value and
    # the value itself instead of its type, no definitions of types, only the alternative that was meant, and what
    # would be right.
    class Objection
      # A step of a path in Puppet's message.
      STEP = /\b(?:entry '(?<key>[^']*)'|index (?<index>\d+)|variant \d+)\s/.freeze
      # What stands for a value's type at the end of a line.
      FOUND = /(?: value)?, got [A-Z]\w*(?:\[.*\])?\z/.freeze
      LONGEST = 60

      REMEDIES = {
        'Porto::Size' => 'give a size such as 512M or 2Gb',
        'Porto::Cores' => 'give cores such as 0.5c or 3c',
        'Porto::Seconds' => 'give seconds as a number, such as 30, at most a day',
        'Porto::Duration' => 'give a time such as 100ms or 5s',
        'Porto::Flag' => 'give true or false',
        'Porto::Port' => 'give a number from 1 to 65535',
        'Porto::Window' => 'give times of day such as 23:30-05:00',
        'Porto::Argv' => 'give a list of the program and its arguments',
        'Porto::Package' => "give {name: web, version: '1.0'}, or a map of name to version",
        'Porto::Package::Version' => "pin a version such as '1.22.1-9', since hosts would differ otherwise",
        'Porto::Packages' => 'give a map of name to version'
      }.freeze
      # Those that take text which YAML may read as something else.
      TEXTS = %w[Porto::Package::Version Porto::Text Porto::Variable Pattern].freeze

      # @param text [String] Puppet's message
      # @param type [Puppet::Pops::Types::PAnyType] the type that was expected
      # @param value [Object] what was given
      def initialize(text, type, value)
        @lines = text.split("\n").map(&:strip)
        @type = type
        @value = value
      end

      # @return [String] what is to be mended, one line each
      def to_s
        meant.map { |line| "#{plain(line)}#{remedy(line)}" }.uniq.join("\n")
      end

      private

      # Of alternatives, the one that fits the value best is the one whose objection lies deepest.
      def meant
        depths = @lines.map { |line| path(line).length }
        kept = @lines.each_index.reject do |mine|
          @lines[mine].include?(' variant ') && @lines.each_index.any? do |other|
            depths[other] > depths[mine] && path(@lines[other]).first(depths[mine]) == path(@lines[mine])
          end
        end
        @lines.values_at(*kept)
      end

      def path(line)
        line.to_enum(:scan, STEP).map { Regexp.last_match }
            .map { |step| step[:key] || (step[:index] && step[:index].to_i) }.compact
      end

      def plain(line)
        short = line.gsub(/ variant \d+/, '').sub(/(Porto::[\w:]+) = .*?((?: value)?, got (?!.*, got ).*)\z/, '\1\2')
        given = shown(line)
        given ? short.sub(FOUND) { ", got #{given}" } : short
      end

      # A plain value as it was written, unless it is a secret.
      def shown(line)
        given = found(line)
        plain = given.is_a?(String) || given.is_a?(Numeric) || given == true || given == false
        given.inspect[0, LONGEST] if plain && !path(line).include?('env_secret')
      end

      def found(line)
        path(line).reduce(@value) { |inner, step| inner.respond_to?(:dig) ? inner.dig(step) : inner }
      end

      def remedy(line)
        return TypoHint.of(line, @type, path(line)) if line.include?('unrecognized key')

        what = line[/expects an? (?:match for |value of type )?(Porto::[\w:]+|Pattern)/, 1]
        given = found(line)
        return "; #{SecretProperties::REMEDY}" if given.is_a?(Puppet::Pops::Types::PSensitiveType::Sensitive)
        return '; put it in quotes' if TEXTS.include?(what) && (given.is_a?(Numeric) || given == true || given == false)
        return '; give a value, or take the key away' if given.nil?

        REMEDIES.key?(what) ? "; #{REMEDIES[what]}" : ''
      end
    end
  end
end
