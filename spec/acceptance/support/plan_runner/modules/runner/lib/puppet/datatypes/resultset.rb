# frozen_string_literal: true

Puppet::DataTypes.create_type('ResultSet') do
  interface <<-PUPPET
    attributes => { results => Array },
    functions => { first => Callable[[], Any] }
  PUPPET
  implementation_class PlanRunner::ResultSet
end
