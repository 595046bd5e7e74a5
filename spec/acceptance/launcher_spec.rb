# frozen_string_literal: true

require_relative 'acceptance_helper'
require 'open3'
require 'rbconfig'

# The program as the command, the units and the tasks start it.
RSpec.describe 'main.rb' do
  it 'hands on words and names of files as they are, whatever the locale' do
    Dir.mktmpdir do |dir|
      file = File.join(dir, 'größe.yaml')
      File.write(file, "meta: {name: 'größe'}\nspec: {properties: {cmd: [sleep, '1']}}\n")
      main = File.join(Host::ROOT, 'lib/puppet_x/porto/main.rb')
      said, status = Open3.capture2e({ 'LC_ALL' => 'C' }, RbConfig.ruby, '--disable=gems', main, 'validate', '-f', file)
      expect(said.force_encoding('UTF-8')).to start_with(%(porto-daemon: #{file}:1:8: meta.name: "größe" is no name ))
      expect(status.exitstatus).to eq(1)
    end
  end
end
