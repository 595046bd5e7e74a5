# frozen_string_literal: true

# What a class says to data that it does not take.
module RefusalHelper
  # @return [String, nil] the error of the compilation; nil where there is none
  def refusal
    catalogue
    nil
  rescue Puppet::Error => e
    e.message
  end
end

RSpec.configure { |config| config.include RefusalHelper, type: :class }
