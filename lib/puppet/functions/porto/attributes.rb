# frozen_string_literal: true

require_relative '../../../puppet_x/porto/health'
require_relative '../../../puppet_x/porto/layers'
require_relative '../../../puppet_x/porto/map_entries'
require_relative '../../../puppet_x/porto/objection'

# The attributes of the `porto_daemon` resource for one declared daemon, from either form.
Puppet::Functions.create_function(:'porto::attributes') do
  # @param name The daemon's name.
  # @param daemon What is declared of it: the short form, or `meta` and `spec`.
  # @param defaults Policy for daemons that do not say otherwise.
  # @param secrets Secret environment variables, added to those of the declaration.
  # @return [Hash] attributes by name
  # @example
  #   porto::attributes('web', { 'version' => '1', 'properties' => { 'cmd' => ['/usr/bin/web'] } }, {}, {})
  dispatch :attributes do
    param 'Porto::Name', :name
    param 'Any', :daemon
    param 'Hash', :defaults
    param 'Hash', :secrets
    return_type 'Hash'
  end

  def attributes(name, daemon, defaults, secrets)
    check(name, daemon)
    attributes = PuppetX::Porto::Layers.short(daemon)
    all_secrets = (attributes['env_secret'] || {}).merge(secrets)
    attributes = defaults.merge(attributes)
    window(name, attributes)
    attributes['env_secret'] = sensitive(all_secrets) unless all_secrets.empty?
    attributes
  end

  # One of the two types is chosen first, so that a mistake is reported for the form that is meant.
  def check(name, daemon)
    verbatim = daemon.is_a?(Hash) && PuppetX::Porto::Layers.verbatim?(daemon)
    form = verbatim ? 'Porto::Definition' : 'Porto::Daemon'
    type = type_of(form)
    PuppetX::Porto::MapEntries.unfold(daemon, verbatim).each { |part| assert(name, type, part) }
    health(name, verbatim ? daemon.dig('spec', 'health') : daemon['health'])
    declared = verbatim ? daemon.dig('meta', 'name') : nil
    return if declared.nil? || declared == name

    raise Puppet::ParseError,
          "porto::daemons '#{name}': meta.name is '#{declared}'; it has to be the key, '#{name}'"
  end

  # Parsing takes longer than checking. A function lives as long as the types of its environment do.
  def type_of(form)
    @types ||= {}
    @types[form] ||= Puppet::Pops::Types::TypeParser.singleton.parse(form, loader)
  end

  # What a data type cannot say.
  def health(name, health)
    PuppetX::Porto::Health.check(health) if health
  rescue ArgumentError => e
    raise Puppet::ParseError, "porto::daemons '#{name}': #{e.message}"
  end

  # What only all levels and defaults together tell.
  def window(name, attributes)
    return unless attributes['restart_policy'] == 'window' && attributes['restart_window'].nil?

    raise Puppet::ParseError, "porto::daemons '#{name}': restart_policy is window and restart_window is not given; " \
                              'give times of day such as 23:30-05:00'
  end

  def assert(name, type, daemon)
    Puppet::Pops::Types::TypeAsserter.assert_instance_of("porto::daemons '#{name}'", type, daemon)
  rescue Puppet::Pops::Types::TypeAssertionError => e
    raise Puppet::ParseError, PuppetX::Porto::Objection.new(e.message, type, daemon).to_s
  end

  def sensitive(value)
    Puppet::Pops::Types::PSensitiveType::Sensitive.new(value)
  end
end
