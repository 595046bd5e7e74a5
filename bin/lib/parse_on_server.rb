# frozen_string_literal: true

# Run by the JRuby that puppetserver brings, whose Ruby is older than an agent's: whether it can read the files
# given. Nothing in them is run.
require 'jruby'

failures = ARGV.reject do |file|
  JRuby.parse(File.read(file), file)
  true
rescue SyntaxError => e
  warn e.message
  false
end
abort "#{failures.length} files are not Ruby #{RUBY_VERSION}, which puppetserver runs: #{failures.join(' ')}" unless failures.empty?
puts "ok  #{ARGV.length} files are Ruby #{RUBY_VERSION}, which puppetserver runs"
