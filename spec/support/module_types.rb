# frozen_string_literal: true

# The module's data types, loaded once.
module ModuleTypes
  def self.parse(text)
    Puppet::Pops::Types::TypeParser.singleton.parse(text, loader)
  end

  def self.loader
    @loader ||= begin
      environment = Puppet::Node::Environment.create(:types, [MODULE_PATH])
      Puppet::Pops::Loaders.new(environment).private_loader_for_module('porto')
    end
  end
end
