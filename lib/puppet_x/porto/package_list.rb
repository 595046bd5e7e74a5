# frozen_string_literal: true

module PuppetX
  module Porto
    # Packages as a definition lists them, from either form that people write.
    module PackageList
      REMEDY = 'give a map of name to version, or a list of {name, version}'

      module_function

      # @param entry [Hash] a map of name to version, or one `{name, version}`
      # @return [Array<Hash>] `{name, version}` for each
      # @raise [ArgumentError] naming the entry and what would be right
      def of(entry)
        raise ArgumentError, "#{entry.inspect} is not a package; #{REMEDY}" unless entry.is_a?(Hash)

        plain = entry.map { |key, value| [key.to_s, value] }.to_h
        pairs = plain.keys.sort == %w[name version] ? [[plain['name'], plain['version']]] : plain.to_a
        pairs.map { |name, version| { 'name' => name.to_s, 'version' => text(name, version) } }
      end

      def text(name, version)
        return version.to_s if version.is_a?(String) || version.is_a?(Numeric)

        raise ArgumentError, "package #{name}: #{version.inspect} is not a version; #{REMEDY}"
      end
    end
  end
end
