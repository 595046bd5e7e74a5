# frozen_string_literal: true

require 'socket'
require_relative 'deadline_lines'
require_relative 'errors'

module PuppetX
  module Porto
    # Lines to and from the agent of this host, over its socket.
    class AgentConnection
      include DeadlineLines

      RUN_DIR = '/run/porto-daemons'
      # Seconds to connect, and seconds for the answer to hello: an agent that takes longer hangs.
      PATIENCE = 2
      # Between two attempts while its queue is full.
      PAUSE = 0.05

      class << self
        # @return [String]
        def path
          File.join(ENV.fetch('PORTO_DAEMON_RUN_DIR', RUN_DIR), 'agent.socket')
        end

        def present?
          File.socket?(path)
        end
      end

      # @param patience [Numeric] seconds to connect
      # @raise [BridgeBroken] when nobody listens there, or not in time
      def initialize(patience)
        @socket = Socket.new(:UNIX, :STREAM)
        @input = @output = @socket
        @owner = Process.pid
        @open = true
        connect(Process.clock_gettime(Process::CLOCK_MONOTONIC) + patience)
      end

      def open?
        @open && @owner == Process.pid && !ended?
      end

      # @raise [BridgeBroken]
      def broken(what)
        close
        raise BridgeBroken, "the agent #{what}; see: journalctl -u porto-daemons-agent"
      end

      def close
        @open = false
        @socket.close unless @socket.closed?
      end

      private

      # Whether the agent has gone since the last answer: this very run may have stopped it, or given it another unit.
      def ended?
        told = @socket.recv_nonblock(1, Socket::MSG_PEEK, exception: false)
        told.nil? || told == ''
      rescue SystemCallError, IOError
        true
      end

      def connect(deadline)
        @socket.connect_nonblock(Socket.sockaddr_un(self.class.path))
      rescue Errno::EAGAIN
        # Its queue is full.
        broken('did not answer in time') if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
        sleep PAUSE
        retry
      rescue SystemCallError, ArgumentError => e
        broken("cannot be reached (#{e.message})")
      end
    end
  end
end
