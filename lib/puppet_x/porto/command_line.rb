# frozen_string_literal: true

require 'open3'
require_relative 'errors'
require_relative 'launch'

module PuppetX
  module Porto
    # Runs the core's command line, for facts and tasks.
    class CommandLine
      # @param patience [Numeric] seconds until the command is ended
      def initialize(patience:)
        @patience = patience
      end

      # @param arguments [Array<String>] as for `porto-daemon`
      # @return [String] what it printed
      # @raise [Error] what it said when it failed, or that it took too long
      def run(*arguments)
        out, error, status = capture(Launch.new.command_line(*arguments))
        return out if status.success?

        raise Error, error.strip.empty? ? "porto-daemon #{arguments.first} ended with #{status}" : error.strip
      end

      private

      def capture(argv)
        Open3.popen3(*argv, pgroup: true) do |stdin, stdout, stderr, waiter|
          stdin.close
          texts = [stdout, stderr].map { |stream| Thread.new { stream.read } }
          unless waiter.join(@patience)
            Process.kill('KILL', -waiter.pid)
            raise Error, "porto-daemon did not answer within #{@patience} s"
          end
          [*texts.map(&:value), waiter.value]
        end
      rescue SystemCallError => e
        raise Error, "porto-daemon could not be started: #{e.message}"
      end
    end
  end
end
