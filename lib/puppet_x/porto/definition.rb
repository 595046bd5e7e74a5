# frozen_string_literal: true

require_relative 'policy'

module PuppetX
  module Porto
    # A resource as the bridge's definition.
    module Definition
      KIND = 'PortoDaemon'

      module_function

      # @param resource [Puppet::Type::Porto_daemon]
      # @return [Hash] the definition
      def of(resource)
        definition = {
          'origin' => resource.ref,
          'ensure' => resource.should(:ensure).to_s,
          'meta' => { 'kind' => KIND, 'name' => resource[:name] }
        }
        definition['meta']['version'] = resource.should(:version) if resource.should(:version)
        definition['spec'] = spec(resource) if declared?(resource)
        definition
      end

      # A resource that says nothing but ensure, as `puppet resource porto_daemon web ensure=stopped` makes
      # one, means the daemon as it is.
      def declared?(resource)
        %i[properties packages env_secret health].any? { |name| resource.should(name) } || !policy(resource).empty?
      end

      def spec(resource)
        {
          'properties' => resource.should(:properties),
          'packages' => resource.should(:packages),
          'env_secret' => env_secret(resource),
          'policy' => policy(resource),
          'health' => resource.should(:health)
        }.reject { |_key, value| value.nil? || value.empty? }
      end

      # Those among the properties, and those of env_secret.
      def env_secret(resource)
        properties = resource.property(:properties)
        among = properties ? properties.secret_variables : nil
        (among || {}).merge(resource.should(:env_secret) || {})
      end

      def policy(resource)
        Policy::KEYS.keys.each_with_object({}) do |key, policy|
          policy[key.to_s] = resource[key] unless resource[key].nil?
        end
      end
    end
  end
end
