# frozen_string_literal: true

require 'json'

# A hash as JSON that people can read, for a file's content.
Puppet::Functions.create_function(:'porto::json') do
  # @param value What is written.
  # @return [String] JSON with a newline at its end
  # @example
  #   porto::json({ 'log' => { 'keep' => 5 } })
  dispatch :json do
    param 'Hash', :value
    return_type 'String'
  end

  def json(value)
    "#{JSON.pretty_generate(value)}\n"
  end
end
