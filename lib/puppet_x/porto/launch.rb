# frozen_string_literal: true

require_relative 'class_archive'
require_relative 'jar'
require_relative 'java_runtime'

module PuppetX
  module Porto
    # How a core is started: an argv list, never a shell.
    class Launch
      CACHE_DIR = '/var/cache/porto-daemons'

      # Short-lived and small: the first compiler only, the serial collector, no mapped performance file, and a young
      # generation that holds all that the first answer takes, and is emptied before much more has been touched. What
      # is larger than half a megabyte, dpkg's status, does not pass through it: making room would stop all threads.
      # Whatever the JVM itself has to say goes to stderr, since stdout carries the protocol.
      FLAGS = %w[
        -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xms16m -Xmx512m
        -Xmn8m -XX:PretenureSizeThreshold=512k -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30
        -Dfile.encoding=UTF-8 -Xlog:disable -Xlog:all=warning:stderr
      ].freeze

      # Long-lived and mostly asleep: what is free goes back to the host, and what nothing could mend ends it,
      # for its supervisor to start it again.
      AGENT_FLAGS = (FLAGS - %w[-Xms16m -Xmx512m -Xmn8m -XX:PretenureSizeThreshold=512k] + %w[
        -Xms8m -Xmx128m -XX:MaxNewSize=10m -Xss512k -XX:ReservedCodeCacheSize=24m
        -XX:+ExitOnOutOfMemoryError
      ]).freeze

      # @raise [NotInstalled] when the jar or a Java runtime is missing
      def initialize
        @jar = Jar.path
        @java = JavaRuntime.path
        cache = ENV.fetch('PORTO_DAEMON_CACHE_DIR', CACHE_DIR)
        @archive = ClassArchive.new(cache, @jar, JavaRuntime.build(@java))
      end

      # @return [Array<String>] the command line that serves the bridge
      def argv
        [@java, *FLAGS, *@archive.flags, '-jar', @jar, 'bridge']
      end

      # @param arguments [Array<String>] as for `porto-daemon`
      # @return [Array<String>] the command line that runs one command
      def command_line(*arguments)
        flags = arguments.first == 'agent' ? AGENT_FLAGS : FLAGS
        [@java, *flags, *@archive.reading_flags, '-jar', @jar, *arguments]
      end

      # To be called once the core has exited.
      # @param status [Process::Status, nil] how it exited
      def finished(status)
        @archive.settle(!status.nil? && status.success?)
      end
    end
  end
end
