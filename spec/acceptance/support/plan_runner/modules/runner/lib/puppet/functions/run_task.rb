# frozen_string_literal: true

Puppet::Functions.create_function(:run_task) do
  dispatch :run do
    param 'String', :task
    param 'Any', :target
    param 'Hash', :parameters
  end

  def run(task, target, parameters)
    PlanRunner.current.run(task, target.name, parameters)
  end
end
