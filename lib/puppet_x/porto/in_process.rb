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
        @engine = open_engine
        @server = bridge(@engine)
        @open = true
      end

      def open?
        @open
      end

      # Has a message answered in the background, so that the answer can be waited for with a deadline.
      def write(line, _deadline)
        @worker = Thread.new { @server.handle(line) }
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
        @engine.close
      end

      private

      def open_engine
        readiness = type('status.StartReadiness').get_declared_constructor.new_instance
        environment = java.util.HashMap.new(ENV.to_h)
        type('engine.Engine').get_method('open', java.util.Map.java_class, type('engine.Readiness'))
                             .invoke(nil, environment, readiness)
      end

      def bridge(engine)
        answers = @answers
        taker = java.util.function.Consumer.impl { |_method, line| answers.add(line) }
        type('bridge.BridgeServer')
          .get_constructor(type('engine.Engine'), java.lang.String.java_class,
                           java.util.function.Consumer.java_class)
          .new_instance(engine, VERSION, taker)
      end

      def type(name)
        @loader.load_class("org.puppetporto.#{name}")
      end
    end
  end
end
