# frozen_string_literal: true

Puppet::DataTypes.create_type('Target') do
  interface <<-PUPPET
    attributes => { name => String }
  PUPPET
  implementation_class PlanRunner::Target
end
