# frozen_string_literal: true

Puppet::DataTypes.create_type('Result') do
  interface <<-PUPPET
    attributes => { value => Hash }
  PUPPET
  implementation_class PlanRunner::Result
end
