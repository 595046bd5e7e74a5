# frozen_string_literal: true

require 'open3'
require_relative 'errors'
require_relative 'stderr_tail'

module PuppetX
  module Porto
    # Lines to and from a child process, each with a deadline.
    class ChildProcess
      # Longest line taken: a catalog of a thousand daemons stays far below it.
      LONGEST_LINE = 64 << 20
      EXIT_DEADLINE = 30

      # @param argv [Array<String>] the command, run without a shell
      # @param finished [#call] told the child's exit status once it is gone
      def initialize(argv, finished: ->(_status) {})
        # A group of its own: Ctrl-C must not cut an apt-get short under the core's hands.
        @stdin, @stdout, stderr, @waiter = Open3.popen3(*argv, pgroup: true)
        @stdin.binmode
        @stdout.binmode
        @stderr = StderrTail.new(stderr)
        @owner = Process.pid
        @buffer = +''.b
        @finished = finished
        @open = true
      rescue SystemCallError => e
        raise BridgeBroken, "the core could not be started (#{argv.first}): #{e.message}"
      end

      def open?
        @open && @owner == Process.pid
      end

      # @param line [String] one message, without its newline
      # @param deadline [Float] on the monotonic clock
      def write(line, deadline)
        rest = "#{line}\n".b
        until rest.empty?
          wait_for(nil, [@stdin], deadline)
          written = @stdin.write_nonblock(rest, exception: false)
          rest = rest.byteslice(written..-1) if written.is_a?(Integer)
        end
      rescue SystemCallError, IOError
        broken('ended')
      end

      # @return [String] the next line
      def read(deadline)
        until (newline = @buffer.index("\n"))
          broken('printed a line of more than 64 MiB') if @buffer.bytesize > LONGEST_LINE
          wait_for([@stdout], nil, deadline)
          chunk = @stdout.read_nonblock(1 << 16, exception: false)
          broken('ended') if chunk.nil?
          @buffer << chunk if chunk.is_a?(String)
        end
        @buffer.slice!(0..newline).chomp.force_encoding(Encoding::UTF_8)
      rescue SystemCallError, IOError
        broken('ended')
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

      def wait_for(readable, writable, deadline)
        left = deadline - Process.clock_gettime(Process::CLOCK_MONOTONIC)
        return if left.positive? && IO.select(readable, writable, nil, left)

        broken('did not answer in time')
      end

      def reap(patience)
        @open = false
        @stdin.close unless @stdin.closed?
        # A child that has ended its output is about to exit: give it the moment that tells its status.
        unless @waiter.join([patience, 1].max)
          signal('TERM')
          signal('KILL') unless @waiter.join(5)
        end
        @stdout.close unless @stdout.closed?
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
