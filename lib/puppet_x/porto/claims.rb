# frozen_string_literal: true

module PuppetX
  module Porto
    # What a catalog's own package resources want of the host's deb packages.
    module Claims
      GIVEN_UP = %w[absent purged].freeze
      ANY_VERSION = %w[present installed latest held].freeze
      # What no pinned version goes together with, run after run.
      AT_ODDS = [*GIVEN_UP, 'latest'].freeze
      # Those of other providers, such as gem and pip, are other packages, whatever their names.
      DEB_PROVIDERS = %w[apt aptitude dpkg].freeze
      # Such as ">=1.0 <2.0": which version it comes to is for the package provider to say.
      RANGE = /[<>=\s]/.freeze

      module_function

      # Every daemon asks, so a catalog is searched once, and again only when resources have been added to it.
      # @return [Array<Puppet::Type>] its package resources, of a provider of deb packages
      def packages(catalog)
        return [] if catalog.nil?

        searched = [catalog.object_id, catalog.vertices.size]
        return @packages if @searched == searched

        found = search(catalog)
        @searched = searched
        @packages = found
      end

      # Looks at the catalog's resources only: naming the package type would load all of its providers.
      def search(catalog)
        catalog.resources.grep(Puppet::Type).select do |resource|
          resource.class.name == :package && DEB_PROVIDERS.include?(resource[:provider].to_s)
        end
      end
      private_class_method :search

      # @return [Hash<String, String>, nil] version by package; '' where any will do; nil where there is no
      #   catalog of a host, as with `puppet resource`, which makes a nameless one of its own
      def of(catalog)
        return nil if catalog.nil? || catalog.name.nil?

        packages(catalog).each_with_object({}) do |package, claims|
          wanted = package.should(:ensure).to_s
          next if GIVEN_UP.include?(wanted)

          claims[package[:name].to_s] = ANY_VERSION.include?(wanted) || wanted.match?(RANGE) ? '' : wanted
        end
      end

      # @return [String, nil] why a daemon cannot have its packages beside the catalog's package resources
      def contradiction(daemon)
        return nil if daemon.removes?

        named = (daemon.should(:packages) || []).map { |package| package['name'] }
        package = packages(daemon.catalog).find do |other|
          named.include?(other[:name].to_s) && AT_ODDS.include?(other.should(:ensure).to_s)
        end
        return nil unless package

        "packages.#{package[:name]}: pinned here, and #{package.should(:ensure)} by #{package.ref}; " \
          'runs would change it there and change it back here, so take one of the two out'
      end
    end
  end
end
