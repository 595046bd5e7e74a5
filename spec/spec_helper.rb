# frozen_string_literal: true

require 'tmpdir'
require 'puppet'
require 'rspec-puppet'

module_root = File.expand_path('..', __dir__)
$LOAD_PATH.unshift(File.join(module_root, 'lib'))

# The module path holds this checkout under the module's name, wherever it was cloned to.
MODULE_PATH = Dir.mktmpdir('porto-modules')
File.symlink(module_root, File.join(MODULE_PATH, 'porto'))
at_exit { FileUtils.remove_entry(MODULE_PATH) }

Dir[File.join(__dir__, 'support', '*.rb')].sort.each { |file| require file }

RSpec.configure do |config|
  config.module_path = MODULE_PATH
  config.setup_fixtures = false
  config.strict_variables = true
  config.mock_with :rspec
  config.expect_with(:rspec) { |expectations| expectations.syntax = :expect }
  config.disable_monkey_patching!
  config.order = :random
  config.fail_if_no_examples = true
  config.filter_run_excluding(RUBY_ENGINE == 'jruby' ? :mri : :jruby)
  Kernel.srand config.seed

  # A catalog that is applied writes its state; each example gets a place of its own.
  config.around do |example|
    Dir.mktmpdir('porto-spec') do |dir|
      @scratch = dir
      example.run
    end
  end
end
