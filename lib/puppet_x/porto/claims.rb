# frozen_string_literal: true

module PuppetX
  module Porto
    # The packages that a catalog's own package resources want on the host.
    module Claims
      GIVEN_UP = %w[absent purged].freeze
      ANY_VERSION = %w[present installed latest held].freeze

      module_function

      # Looks at the catalog's resources only: naming the package type would load all of its providers.
      # @return [Array<Puppet::Type>]
      def packages(catalog)
        return [] if catalog.nil?

        catalog.resources.grep(Puppet::Type).select { |resource| resource.class.name == :package }
      end

      # @return [Hash<String, String>] version by package; '' where any will do
      def of(catalog)
        packages(catalog).each_with_object({}) do |package, claims|
          wanted = package.should(:ensure).to_s
          next if GIVEN_UP.include?(wanted)

          claims[package[:name].to_s] = ANY_VERSION.include?(wanted) ? '' : wanted
        end
      end
    end
  end
end
