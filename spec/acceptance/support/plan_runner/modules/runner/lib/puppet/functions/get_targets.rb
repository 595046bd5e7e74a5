# frozen_string_literal: true

Puppet::Functions.create_function(:get_targets) do
  dispatch :targets do
    param 'Variant[String, Array[String]]', :names
  end

  def targets(names)
    [names].flatten.map { |name| PlanRunner::Target.new(name) }
  end
end
