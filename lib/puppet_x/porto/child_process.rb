# frozen_string_literal: true

require 'open3'
require_relative 'deadline_lines'
require_relative 'errors'
require_relative 'stderr_tail'

module PuppetX
  module Porto
    # Lines to and from a child process, each with a deadline.
    class ChildProcess
      include DeadlineLines

      EXIT_DEADLINE = 30

      # @param argv [Array<String>] the command, run without a shell
      # @param finished [#call] told the child's exit status once it is gone
      def initialize(argv, finished: ->(_status) {})
        # A group of its own: Ctrl-C must not cut an apt-get short under the core's hands.
        @output, @input, stderr, @waiter = Open3.popen3(*argv, pgroup: true)
        @output.binmode
        @input.binmode
        @stderr = StderrTail.new(stderr)
        @owner = Process.pid
        @finished = finished
        @open = true
      rescue SystemCallError => e
        raise BridgeBroken, "the core could not be started (#{argv.first}): #{e.message}"
      end

      def open?
        @open && @owner == Process.pid
      end

      # Ends the child and says why, with what it wrote to stderr.
      # @raise [BridgeBroken]
      def broken(what)
        status = reap(0)
        exit_text = status.nil? ? '' : " (#{describe(status)})"
        tail = @stderr.text
        said = tail.empty? ? 'it wrote nothing to stderr' : "its stderr:\n#{tail}"
        raise BridgeBroken, "the core #{what}#{exit_text}; #{said}"
      end

      # Waits for a child that was asked to end, and ends it when it does not.
      def close
        reap(EXIT_DEADLINE) if open?
      end

      private

      def reap(patience)
        @open = false
        @output.close unless @output.closed?
        # A child that has ended its output is about to exit: give it the moment that tells its status.
        unless @waiter.join([patience, 1].max)
          signal('TERM')
          signal('KILL') unless @waiter.join(5)
        end
        @input.close unless @input.closed?
        @stderr.close
        @finished.call(@waiter.value)
        @waiter.value
      end

      def signal(name)
        Process.kill(name, @waiter.pid)
      rescue Errno::ESRCH
        nil
      end

      def describe(status)
        status.signaled? ? "signal #{status.termsig}" : "exit status #{status.exitstatus}"
      end
    end
  end
end
