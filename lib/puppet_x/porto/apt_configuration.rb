# frozen_string_literal: true

module PuppetX
  module Porto
    # What a catalog does to apt itself: a package's source has to be there before the package is asked for.
    module AptConfiguration
      DIRECTORY = '/etc/apt/'
      # Of the module apt: what it does last, once all sources are in place.
      UPDATE = 'Class[Apt::Update]'

      @known = ObjectSpace::WeakMap.new

      module_function

      # Looked for once in each catalog, whatever the number of daemons.
      # @param catalog [Puppet::Resource::Catalog, nil]
      # @return [Array<Puppet::Type>]
      def of(catalog)
        return [] if catalog.nil?

        known = AptConfiguration.instance_variable_get(:@known)
        known[catalog] ||= [catalog.resource(UPDATE), *files(catalog)].compact
      end

      def files(catalog)
        catalog.resources.grep(Puppet::Type).select do |resource|
          resource.class.name == :file && resource[:path].start_with?(DIRECTORY)
        end
      end
    end
  end
end
