# frozen_string_literal: true

module PuppetX
  module Porto
    # The secrets among a daemon's properties. Porto shows properties to everyone on the host, arguments stand in the
    # list of processes, and definitions are read out by `porto-daemon spec`: only variables of the environment have a
    # place where they are kept, `env_secret`, and go there.
    class SecretProperties
      REMEDY = 'a secret here could be read by everybody on the host; give it as a variable, in env_secret'

      # @return [Hash] the properties without secrets and with nothing wrapped
      attr_reader :plain
      # @return [Hash] secret variables by name
      attr_reader :variables

      # @param properties [Hash] as declared
      # @param secrets [Secrets] told of every secret
      # @raise [ArgumentError] naming the property that a secret has no place in
      def initialize(properties, secrets)
        @secrets = secrets
        @variables = {}
        @plain = properties.each_with_object({}) do |(name, value), plain|
          plain[name.to_s] = name.to_s == 'env' ? environment(value) : open(name, value)
        end
        # An env that held nothing else is none.
        @plain.delete('env') if @plain['env'] == {} && @variables.any?
      end

      private

      def environment(value)
        found = resolved(value)
        return open('env', found) unless found.is_a?(Hash) || sensitive?(found)

        all_secret = sensitive?(found)
        map = all_secret ? found.unwrap : found
        raise ArgumentError, "properties.env: #{REMEDY}" unless map.is_a?(Hash)

        map.each_with_object({}) { |(name, entry), plain| variable(name.to_s, resolved(entry), all_secret, plain) }
      end

      def variable(name, entry, all_secret, plain)
        if all_secret || sensitive?(entry)
          @variables[name] = @secrets.remember(@secrets.unwrap(entry))
        else
          plain[name] = open("env.#{name}", entry)
        end
      end

      def open(path, value)
        known = @secrets.count
        @secrets.unwrap(value).tap { raise ArgumentError, "properties.#{path}: #{REMEDY}" if @secrets.count > known }
      end

      def resolved(value)
        value.is_a?(Puppet::Pops::Evaluator::DeferredValue) ? value.resolve : value
      end

      def sensitive?(value)
        value.is_a?(Puppet::Pops::Types::PSensitiveType::Sensitive)
      end
    end
  end
end
