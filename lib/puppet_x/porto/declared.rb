# frozen_string_literal: true

require 'json'
require_relative 'session'

module PuppetX
  module Porto
    # Which daemons a catalog declares, to which definition files yield. The core keeps it in its state store.
    module Declared
      STATE_STORE = '/var/lib/porto-daemons'

      module_function

      # @return [Array<String>, nil] names, sorted; nil where there is no catalog of a host, as with `puppet resource`
      def of(catalog)
        return nil if catalog.nil? || catalog.name.nil?

        catalog.resources.grep(Puppet::Type)
               .select { |resource| resource.class.name == :porto_daemon && resource.declared? }
               .map { |daemon| daemon[:name] }.sort
      end

      # @return [Array<String>] what the last run declared, where this catalog declares no daemon
      def over(catalog)
        of(catalog) == [] ? noted : []
      end

      # Looks at the core's file, since to ask the core would start Java in every run that has no daemon. What cannot
      # be understood there is for the core to judge.
      # @return [Array<String>] what the last run declared
      def noted
        text = File.read(File.join(ENV.fetch('PORTO_DAEMON_STATE_DIR', STATE_STORE), 'puppet.json'))
        JSON.parse(text).fetch('daemons').map(&:to_s)
      rescue Errno::ENOENT, Errno::EACCES
        []
      rescue JSON::ParserError, KeyError, NoMethodError, TypeError
        ['which ones, cannot be read']
      end

      # Tells the core, which writes the record, that no daemon is declared.
      def clear
        Session.core.observe([], nil, declared: [])
      rescue Error => e
        raise Puppet::Error, e.message
      end
    end
  end
end
