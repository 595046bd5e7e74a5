# frozen_string_literal: true

module PuppetX
  module Porto
    # Properties that name one entry of a map, such as `io_limit[fs]`. Puppet's data types know no keys like
    # these, so each is checked as the map with that entry only.
    module MapEntries
      ENTRY = /\A([a-z_]+)\[(.+)\]\z/.freeze

      module_function

      # @param daemon [Object] what is declared of a daemon
      # @param verbatim [Boolean] whether its properties lie under `spec`
      # @return [Array] what data types can check: the daemon without such properties, and each of them as a map
      def unfold(daemon, verbatim)
        path = verbatim ? %w[spec properties] : %w[properties]
        properties = at(daemon, path)
        return [daemon] unless properties.is_a?(Hash)

        entries, plain = properties.partition { |name, _value| name =~ ENTRY }
        return [daemon] if entries.empty?

        [put(daemon, path, plain.to_h), *entries.map { |name, value| nest(path, map(name, value)) }]
      end

      def at(value, path)
        path.reduce(value) { |inner, key| inner.is_a?(Hash) ? inner[key] : nil }
      end

      def put(daemon, path, properties)
        first, *rest = path
        daemon.merge(first => rest.empty? ? properties : put(daemon[first], rest, properties))
      end

      def nest(path, properties)
        path.reverse.reduce(properties) { |inner, key| { key => inner } }
      end

      def map(name, value)
        property, key = name.match(ENTRY).captures
        { property => { key => value } }
      end
    end
  end
end
