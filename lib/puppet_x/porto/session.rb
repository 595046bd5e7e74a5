# frozen_string_literal: true

require_relative 'child_process'
require_relative 'core'
require_relative 'launch'
require_relative 'version'

module PuppetX
  module Porto
    # The one core of this process: started at the first question, ended with the process. A core that
    # broke down costs the resource that asked; the next one gets a new core.
    module Session
      class << self
        # Whether a core can be started here, as far as that may still change during the run: the jar came
        # with this code or never will, and its absence is an error that says so.
        def usable?
          return true if @connect || jruby? || JavaRuntime.present?

          Puppet.notice("porto_daemon waits for a Java runtime: #{JavaRuntime::REMEDY}") unless @waiting
          @waiting = true
          false
        end

        # @return [Core]
        def core
          @core = nil unless @core && @core.open?
          @core ||= begin
            end_with_process
            progress = ->(name, text) { Puppet.debug("porto_daemon #{name}: #{text}") }
            Core.new(connect, VERSION, progress: progress)
          end
        end

        # Ends the core, if there is one.
        def close
          core = @core
          @core = nil
          core.close if core && core.open?
        end

        # Replaces the way to a core; without a block, the usual one again. For specs.
        def connect_with(&block)
          close
          @connect = block
        end

        private

        def connect
          return @connect.call if @connect
          return in_process if jruby?

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
