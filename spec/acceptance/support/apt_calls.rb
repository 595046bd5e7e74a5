# frozen_string_literal: true

require 'fileutils'

# Stands before apt's and dpkg's programs in PATH and notes each call, which then is the real one.
class AptCalls
  PROGRAMS = %w[apt apt-get apt-mark apt-cache dpkg dpkg-query dpkg-deb].freeze
  # What only reads.
  READING = /\A(apt-cache|dpkg-query|dpkg-deb|dpkg (--print|--compare-versions|-s|-l)|apt-get .*(-s|--simulate|--print-uris)\b)/.freeze

  # @param dir [String] where it is made
  def initialize(dir)
    @dir = File.join(dir, 'noting')
    FileUtils.mkdir_p(@dir)
    PROGRAMS.each { |name| note(name) }
  end

  def environment
    { 'PATH' => "#{@dir}:#{ENV.fetch('PATH')}" }
  end

  # The calls since this was asked last.
  # @return [Array<String>] command lines
  def taken
    return [] unless File.exist?(log)

    File.readlines(log, chomp: true).tap { File.delete(log) }
  end

  # Those of them that change something.
  def self.changing(calls)
    calls.grep_v(READING)
  end

  private

  def note(name)
    real = ENV.fetch('PATH').split(':').map { |dir| File.join(dir, name) }.find { |path| File.executable?(path) }
    return unless real

    path = File.join(@dir, name)
    File.write(path, "#!/bin/sh\necho \"#{name} $*\" >>'#{log}'\nexec '#{real}' \"$@\"\n")
    File.chmod(0o755, path)
  end

  def log
    File.join(@dir, 'calls')
  end
end
