# frozen_string_literal: true

require 'java'

# Puppet's types that mirror the core's catalogue of Porto's properties.
class PropertyTypes
  # Puppet's type for each shape that is the same for all properties that have it.
  TYPES = {
    'FLAG' => 'Porto::Flag',
    'INTEGER' => 'Porto::Whole',
    'NUMBER' => 'Porto::Number',
    'SIZE' => 'Porto::Size',
    'CPU' => 'Porto::Cores',
    'CPU_SET' => 'Variant[Integer[0], String]',
    'DURATION' => 'Porto::Duration',
    'TEXT' => 'Porto::Text',
    'OCTAL' => 'Pattern[/\A[0-7]+\z/]',
    'ACCOUNT' => 'Porto::Account',
    'ARGV' => 'Porto::Argv',
    'LIST' => 'Porto::List',
    'MAP' => 'Porto::Map',
    'SIZES' => 'Porto::Sizes',
    'DISK_SIZES' => 'Variant[Porto::Size, Porto::Sizes]',
    'ENVIRONMENT' => 'Porto::Environment'
  }.freeze

  # The module's own word for the command, which is Porto's command_argv.
  OWN = { 'cmd' => 'Porto::Argv' }.freeze
  # The names that a property with the shape FLAGS is made of.
  FLAGS = { 'capabilities' => 'Porto::Capability', 'capabilities_ambient' => 'Porto::Capability',
            'controllers' => 'Porto::Controller' }.freeze
  # Has a place of its own in a definition, where it is kept from view.
  ELSEWHERE = %w[env_secret].freeze

  # @param jar [String] path of the core's jar
  def initialize(jar)
    urls = [java.io.File.new(jar).to_uri.to_url].to_java(java.net.URL)
    loader = java.net.URLClassLoader.new(urls)
    type = loader.load_class('org.puppetporto.spec.property.PropertyCatalogue')
    @catalogue = type.get_method('standard').invoke(nil)
  end

  # @return [Hash<String, String>] text by file, as it stands in types/
  def files
    { 'properties.pp' => properties,
      'capability.pp' => words('Capability', 'A capability, without CAP_.', 'capabilities'),
      'controller.pp' => words('Controller', 'A cgroup controller.', 'controllers') }
  end

  # @return [Hash<String, String>] Puppet's type by property
  def types
    @types ||= (@catalogue.names.to_a - ELSEWHERE).map { |name| [name, type_of(name)] }.to_h.merge(OWN)
  end

  private

  def properties
    entries = types.sort.map { |name, type| "    #{"Optional['#{name}']".ljust(width)} => #{type},\n" }
    "#{head("Porto's properties by Porto's name, with values as Porto takes them or as plain YAML.")}" \
      "type Porto::Properties = Struct[{\n#{entries.join}}]\n"
  end

  def words(type, summary, property)
    names = @catalogue.find(property).get.words.map { |word| "  '#{word}',\n" }
    "#{head(summary)}type Porto::#{type} = Enum[\n#{names.join.sub(/,\n\z/, "\n")}]\n"
  end

  def head(summary)
    "# @summary #{summary}\n#\n# Made from the core's catalogue by puppet-module/src/jruby/write_types.rb.\n"
  end

  def width
    types.keys.map(&:length).max + "Optional['']".length
  end

  def type_of(name)
    property = @catalogue.find(name).get
    case property.shape.to_s
    when 'WORD' then words_type(property.words.to_a)
    when 'FLAGS' then "Variant[String, Array[#{FLAGS.fetch(name)}], Hash[#{FLAGS.fetch(name)}, Porto::Flag]]"
    else TYPES.fetch(property.shape.to_s)
    end
  end

  def words_type(words)
    enum = "Enum[#{words.map { |word| "'#{word}'" }.join(', ')}]"
    words.include?('true') ? "Variant[Boolean, #{enum}]" : enum
  end
end
