# frozen_string_literal: true

module PuppetX
  module Porto
    # Daemons declared on several Hiera levels, put together as people mean it. Hiera's deep merge would unite
    # the words of two command lines, keep two versions of one package and take `--debug` for an instruction
    # to delete.
    #
    # Daemons are merged by name, maps by key, packages by name; a list or a plain value of a higher level
    # replaces the lower one's whole. An explicit null takes an entry away.
    module Layers
      module_function

      # @param layers [Array<Hash>] daemons by name, the highest level first
      # @return [Hash] daemons by name, in the short form wherever the levels' forms differ
      def merge(layers)
        layers.reverse.reduce({}) { |lower, higher| merge_daemons(lower, higher) }
      end

      def merge_daemons(lower, higher)
        merge_maps(lower, higher) do |_name, low, high|
          low.is_a?(Hash) && high.is_a?(Hash) ? merge_daemon(low, high) : high
        end
      end

      def merge_daemon(lower, higher)
        return merge_value([], lower, higher) if verbatim?(lower) == verbatim?(higher)

        merge_value([], short(lower), short(higher))
      end

      # @param path [Array<String>] where in the daemon we are
      def merge_value(path, lower, higher)
        return merge_packages(lower, higher) if packages?(path)
        return higher unless lower.is_a?(Hash) && higher.is_a?(Hash)

        merge_maps(lower, higher) { |key, low, high| merge_value(path + [key], low, high) }
      end

      # A null that takes nothing away stays, for the check of types to refuse: it is a value that was
      # forgotten.
      def merge_maps(lower, higher)
        higher.each_with_object(lower.dup) do |(key, value), merged|
          if !lower.key?(key) then merged[key] = value
          elsif value.nil? then merged.delete(key)
          else merged[key] = yield(key, lower[key], value)
          end
        end
      end

      def packages?(path)
        [['packages'], %w[spec packages]].include?(path)
      end

      # Two lists stay a list, in the lower level's order; anything else becomes a map.
      def merge_packages(lower, higher)
        return higher unless collection?(lower) && collection?(higher)

        versions = merge_maps(table(lower), table(higher)) { |_name, _low, high| high }
        return versions unless lower.is_a?(Array) && higher.is_a?(Array)

        versions.map { |name, version| { 'name' => name, 'version' => version } }
      end

      # A list with an entry that is no package is left for the check of types to refuse.
      def collection?(value)
        return value.is_a?(Hash) unless value.is_a?(Array)

        value.all? { |entry| entry.is_a?(Hash) && entry.key?('name') }
      end

      def table(packages)
        packages.is_a?(Hash) ? packages : packages.map { |entry| [entry['name'], entry['version']] }.to_h
      end

      # Whether a daemon is written as the `meta` and `spec` of a definition file.
      def verbatim?(daemon)
        daemon.key?('meta') || daemon.key?('spec')
      end

      # The short form of a daemon: what `meta` and `spec` hold, side by side.
      def short(daemon)
        return daemon unless verbatim?(daemon)

        meta = daemon['meta'] || {}
        spec = daemon['spec'] || {}
        ensured = meta['delete_requested'].to_s == 'true' ? { 'ensure' => 'purged' } : {}
        policy = spec['policy'] || {}
        rest = daemon.reject { |key, _value| %w[meta spec].include?(key) }
        plain = spec.reject { |key, _value| key == 'policy' }
        [version_of(meta), plain, policy, ensured].reduce(rest) { |all, part| all.merge(part) }
      end

      def version_of(meta)
        meta['version'].nil? ? {} : { 'version' => meta['version'] }
      end
    end
  end
end
