# frozen_string_literal: true

Puppet::Functions.create_function(:fail_plan) do
  dispatch :stop do
    param 'String', :message
    param 'String', :kind
    param 'Hash', :details
  end

  def stop(message, kind, _details)
    raise PlanRunner::Failed, "#{kind}: #{message}"
  end
end
