# frozen_string_literal: true

require 'yaml'

# Gives a catalog Hiera levels of its own.
module HieraHelper
  # @param levels [Array<Hash>] what each level holds, the highest first
  # @return [String] path of a hiera.yaml over them
  def hiera_with(*levels)
    hierarchy = levels.each_with_index.map do |data, index|
      File.write(File.join(@scratch, "#{index}.yaml"), YAML.dump(data))
      { 'name' => "level #{index}", 'path' => "#{index}.yaml" }
    end
    defaults = { 'datadir' => @scratch, 'data_hash' => 'yaml_data' }
    config = { 'version' => 5, 'defaults' => defaults, 'hierarchy' => hierarchy }
    File.join(@scratch, 'hiera.yaml').tap { |path| File.write(path, YAML.dump(config)) }
  end
end

RSpec.configure { |config| config.include HieraHelper }
