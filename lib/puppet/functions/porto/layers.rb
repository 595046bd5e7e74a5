# frozen_string_literal: true

require_relative '../../../puppet_x/porto/layer_strategy'
require_relative '../../../puppet_x/porto/layers'

# The daemons that all levels of Hiera declare under one key, merged: daemons by name, properties by key,
# packages by name, lists and plain values whole, the higher level's replacing the lower's. A null takes away
# what a lower level declares. docs/hiera.md has a worked example.
Puppet::Functions.create_function(:'porto::layers', Puppet::Functions::InternalFunction) do
  # @param key The Hiera key.
  # @param given Daemons given to the class itself; they count as one more level, above all others.
  # @return [Hash] daemons by name
  # @example What class porto uses
  #   porto::layers('porto::daemons')
  dispatch :layers do
    scope_param
    param 'String[1]', :key
    optional_param 'Hash', :given
    return_type 'Hash'
  end

  def layers(scope, key, given = {})
    invocation = Puppet::Pops::Lookup::Invocation.new(scope)
    strategy = PuppetX::Porto::LayerStrategy.new({})
    levels = Puppet::Pops::Lookup.lookup(key, nil, [], true, strategy, invocation)
    # Puppet has looked up the class's parameter already: what it found is the highest level once more.
    levels = [given, *levels] unless given.empty? || given == levels.first
    levels = levels.compact
    levels.each do |level|
      next if level.is_a?(Hash)

      raise Puppet::ParseError, "#{key}: #{level.inspect} is no map of daemon name to daemon"
    end
    PuppetX::Porto::Layers.merge(levels)
  end
end
