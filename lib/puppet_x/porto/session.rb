# frozen_string_literal: true

require_relative 'agent_connection'
require_relative 'child_process'
require_relative 'core'
require_relative 'launch'
require_relative 'version'

module PuppetX
  module Porto
    # The one core of this process: the agent where it runs, else one started at the first question and ended
    # with the process. A core that broke down costs the resource that asked; the next one gets a new core.
    module Session
      class << self
        # Whether a core can be started here, as far as that may still change during the run: the jar came
        # with this code or never will, and its absence is an error that says so.
        def usable?
          return true if @connect || jruby? || AgentConnection.present? || JavaRuntime.present?

          Puppet.notice("porto_daemon waits for a Java runtime: #{JavaRuntime::REMEDY}") unless @waiting
          @waiting = true
          false
        end

        # Starts the core before the first question, which then finds it ready. Only within a run of Puppet, which is
        # sure to ask; what goes wrong here is told to who asks.
        def start_ahead
          return if @core || @ahead || @connect || jruby? || !defined?(Puppet::Configurer)
          return if AgentConnection.present? || !JavaRuntime.present?

          end_with_process
          @ahead = child
        rescue Error
          nil
        end

        # @return [Core]
        def core
          @core = nil unless @core && @core.open?
          @core ||= begin
            end_with_process
            progress = ->(name, text) { Puppet.debug("porto_daemon #{name}: #{text}") if defined?(Puppet) }
            agent(progress) || Core.new(connect, VERSION, progress: progress)
          end
        end

        # Ends the core, if there is one.
        def close
          cores = [@core, @ahead]
          @core = @ahead = nil
          cores.each { |core| core.close if core && core.open? }
        end

        # Replaces the way to a core; without a block, the usual one again. For specs.
        def connect_with(&block)
          close
          @connect = block
        end

        private

        # The agent's core; nil where there is none, or none that may be used. It is asked again by the next run,
        # or once a core broke down.
        def agent(progress)
          return if @connect || jruby? || !AgentConnection.present?

          patience = AgentConnection::PATIENCE
          connection = AgentConnection.new(patience)
          Core.new(connection, VERSION, progress: progress, patience: patience)
        rescue Error => e
          connection.close if connection
          Puppet.debug("porto_daemon: not through the agent: #{e.message}") if defined?(Puppet)
          nil
        end

        def connect
          return @connect.call if @connect
          return in_process if jruby?

          ahead = @ahead
          @ahead = nil
          ahead && ahead.open? ? ahead : child
        end

        def child
          launch = Launch.new
          ChildProcess.new(launch.argv, finished: launch.method(:finished))
        end

        # Asked only when a core is needed: puppetserver loads this code on JRuby, too, and needs none.
        def jruby?
          RUBY_ENGINE == 'jruby'
        end

        def in_process
          require_relative 'in_process'
          InProcess.new
        end

        def end_with_process
          return if @ends

          @ends = true
          at_exit { close }
        end
      end
    end
  end
end
