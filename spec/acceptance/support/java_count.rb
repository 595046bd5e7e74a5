# frozen_string_literal: true

require 'fileutils'
require_relative '../../../lib/puppet_x/porto/java_runtime'

# A Java runtime that notes each of its starts, and then is the real one.
class JavaCount
  # @param dir [String] where it is made
  def initialize(dir)
    @home = File.join(dir, 'counted-java')
    real = PuppetX::Porto::JavaRuntime.path
    FileUtils.mkdir_p(File.join(@home, 'bin'))
    File.symlink(File.join(File.dirname(real, 2), 'lib'), File.join(@home, 'lib'))
    FileUtils.cp(File.join(File.dirname(real, 2), 'release'), @home)
    java = File.join(@home, 'bin', 'java')
    File.write(java, "#!/bin/sh\necho \"$*\" >>'#{log}'\nexec '#{real}' \"$@\"\n")
    File.chmod(0o755, java)
  end

  def environment
    { 'JAVA_HOME' => @home }
  end

  # How often Java was started since the last call.
  def starts
    return 0 unless File.exist?(log)

    File.readlines(log).size.tap { File.delete(log) }
  end

  private

  def log
    File.join(@home, 'starts')
  end
end
