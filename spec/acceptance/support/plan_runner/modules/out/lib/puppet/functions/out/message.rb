# frozen_string_literal: true

Puppet::Functions.create_function(:'out::message') do
  dispatch :message do
    param 'String', :text
  end

  def message(text)
    PlanRunner.current.said << text
  end
end
