# frozen_string_literal: true

require_relative 'errors'
require_relative 'jar'
require_relative 'version'

module PuppetX
  module Porto
    # The core within this JVM, for a Puppet that runs on JRuby. The same lines go in and out as with
    # {ChildProcess}. Its classes have a loader of their own, so that neither side sees the other's libraries.
    class InProcess
      class << self
        # @return [Java::JavaNet::URLClassLoader] one for the whole process
        def loader
          @loader ||= begin
            require 'java'
            jar = java.io.File.new(Jar.path).to_uri.to_url
            parent = java.lang.ClassLoader.platform_class_loader
            java.net.URLClassLoader.new([jar].to_java(java.net.URL), parent)
          end
        end
      end

      # @raise [NotInstalled] when the jar is missing
      def initialize
        @loader = self.class.loader
        @answers = java.util.concurrent.LinkedBlockingQueue.new
        @door = door
        @open = true
      end

      def open?
        @open
      end

      # Has a message answered in the background, so that the answer can be waited for with a deadline.
      def write(line, _deadline)
        @worker = Thread.new { @door.handle(line) }
        @worker.report_on_exception = true
      end

      # @return [String] the next line
      def read(deadline)
        left = deadline - Process.clock_gettime(Process::CLOCK_MONOTONIC)
        answer = @answers.poll((left * 1000).to_i, java.util.concurrent.TimeUnit::MILLISECONDS)
        answer.nil? ? broken('did not answer in time') : answer.to_s
      end

      # @raise [BridgeBroken]
      def broken(what)
        @open = false
        raise BridgeBroken, "the core #{what}"
      end

      def close
        return unless @open

        @open = false
        @worker.join if @worker
        @door.close
      end

      private

      # The same door as a core of its own has: with the log of actions, and a report at the end.
      def door
        answers = @answers
        taker = java.util.function.Consumer.impl { |_method, line| answers.add(line) }
        complaints = java.util.function.Consumer.impl { |_method, line| Puppet.warning("porto-daemon: #{line}") }
        consumer = java.util.function.Consumer.java_class
        type('bridge.ProviderDoor')
          .get_constructor(java.util.Map.java_class, java.lang.String.java_class, consumer, consumer)
          .new_instance(java.util.HashMap.new(ENV.to_h), VERSION, taker, complaints)
      end

      def type(name)
        @loader.load_class("org.puppetporto.#{name}")
      end
    end
  end
end
