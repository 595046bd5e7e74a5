# frozen_string_literal: true

require_relative 'claims'
require_relative 'errors'
require_relative 'session'

module PuppetX
  module Porto
    # The managed daemons of this host that a catalog does not declare, unless removing them looks like an
    # accident. What a definition file declares is none of Puppet's: a file that goes removes nothing, and one that
    # stays would bring the daemon back.
    class PurgeCandidates
      # How the origin of a definition from a catalog begins.
      RESOURCE = 'Porto_daemon['

      # @param catalog [Puppet::Resource::Catalog]
      # @param limit [Integer] how many may be removed in one run
      # @param declared [Integer, nil] how many daemons were meant to be declared; nil counts the catalog's
      # @param none_is_meant [Boolean] whether it is no accident when none is
      def initialize(catalog, limit:, declared: nil, none_is_meant: false)
        @catalog = catalog
        @limit = limit
        @declared = declared
        @none_is_meant = none_is_meant
      end

      # @return [Array<String>] names, sorted
      # @raise [Error] when the rules of safety forbid the purge, or the host cannot be observed
      def names
        names = observed.select { |name, daemon| ours?(daemon) && !declared_names.include?(name) }.keys.sort
        check(names)
        names
      end

      private

      def observed
        answer = Session.core.observe([], Claims.of(@catalog), instances: true, noop: Puppet[:noop])
        answer.fetch('daemons', {})
      end

      # What was removed already leaves only its record.
      def ours?(daemon)
        daemon['managed'] == true && daemon['status'] != 'REMOVED' && (@none_is_meant || !elsewhere?(daemon))
      end

      # Where it was declared is not known once the state store is lost.
      def elsewhere?(daemon)
        !daemon['origin'].nil? && !daemon['origin'].start_with?(RESOURCE)
      end

      def declared_names
        @declared_names ||= @catalog.resources.grep(Puppet::Type)
                                    .select { |resource| resource.class.name == :porto_daemon }
                                    .map { |daemon| daemon[:name] }
      end

      def check(names)
        return if names.empty?

        if !@none_is_meant && (@declared || declared_names.length).zero?
          raise Error, "no daemon is declared at all, which looks like a failed lookup: #{list(names)} " \
                       'would have been removed; declare at least one daemon, or remove them one by one with ' \
                       'ensure => absent or purged'
        end
        return if names.length <= @limit

        raise Error, "#{names.length} daemons are not declared any more, which is more than the limit of " \
                     "#{@limit}: #{list(names)}; raise porto::purge_limit if all of them are to go"
      end

      def list(names)
        names.join(', ')
      end
    end
  end
end
