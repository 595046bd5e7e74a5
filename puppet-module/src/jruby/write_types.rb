# frozen_string_literal: true

# Writes the types that mirror the core's catalogue anew:
#
#   java -jar jruby-complete.jar puppet-module/src/jruby/write_types.rb
require_relative 'property_types'

root = File.expand_path('../../..', __dir__)
jar = File.join(root, 'lib', 'java', 'porto-daemon-core.jar')
PropertyTypes.new(jar).files.each { |file, text| File.write(File.join(root, 'types', file), text) }
