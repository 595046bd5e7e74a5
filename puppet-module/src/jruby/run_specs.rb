# frozen_string_literal: true

# Runs the module's specs on JRuby with the Puppet and RSpec of Debian's packages, which are made for MRI.
#
#   java -jar jruby-complete.jar run_specs.rb WORK_DIRECTORY [RSPEC_ARGUMENT...]
#
# Debian keeps MRI's own rubygems among its libraries, where it would shadow JRuby's. So only what Puppet
# needs is linked into a directory of its own.
require 'fileutils'

VENDOR = '/usr/lib/ruby/vendor_ruby'
WANTED = %w[puppet puppet.rb puppet_pal.rb puppet_x.rb facter facter.rb hiera hiera.rb
            deep_merge deep_merge.rb metaclass metaclass.rb].freeze

links = File.join(ARGV.shift, 'ruby')
FileUtils.rm_rf(links)
FileUtils.mkdir_p(links)
WANTED.each do |name|
  source = File.join(VENDOR, name)
  File.symlink(source, File.join(links, name)) if File.exist?(source)
end
unless File.exist?(File.join(links, 'puppet.rb'))
  abort "#{VENDOR}/puppet.rb is missing; install the package puppet-agent"
end

$LOAD_PATH.unshift(links, __dir__)
require 'rspec/core'
# Only the command rspec looks into spec by itself.
exit RSpec::Core::Runner.run(ARGV.empty? ? ['spec'] : ARGV)
