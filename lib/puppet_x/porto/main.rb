# frozen_string_literal: true

# Starts the core's command line in place of this process: `ruby main.rb status`. The Java runtime is looked for
# each time, so that the command and the units that name this file outlive its upgrades, and can be installed
# before it.
require_relative 'launch'

begin
  # Java takes words and names of files as the locale has them, and loses what an ASCII one has not.
  ENV['LC_ALL'] = 'C.UTF-8'
  exec(*PuppetX::Porto::Launch.new.command_line(*ARGV))
rescue PuppetX::Porto::Error, SystemCallError => e
  abort "porto-daemon: #{e.message}"
end
