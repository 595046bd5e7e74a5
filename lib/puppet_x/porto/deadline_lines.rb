# frozen_string_literal: true

module PuppetX
  module Porto
    # Lines to and from another process, each with a deadline. Who includes it has `@input`, `@output` and
    # `broken`, which raises.
    module DeadlineLines
      # Longest line taken: a catalog of a thousand daemons stays far below it.
      LONGEST_LINE = 64 << 20

      # @param line [String] one message, without its newline
      # @param deadline [Float] on the monotonic clock
      def write(line, deadline)
        rest = "#{line}\n".b
        until rest.empty?
          wait_for(nil, [@output], deadline)
          written = @output.write_nonblock(rest, exception: false)
          rest = rest.byteslice(written..-1) if written.is_a?(Integer)
        end
      rescue SystemCallError, IOError
        broken('ended')
      end

      # @return [String] the next line
      def read(deadline)
        @buffer ||= +''.b
        until (newline = @buffer.index("\n"))
          broken('printed a line of more than 64 MiB') if @buffer.bytesize > LONGEST_LINE
          wait_for([@input], nil, deadline)
          chunk = @input.read_nonblock(1 << 16, exception: false)
          broken('ended') if chunk.nil?
          @buffer << chunk if chunk.is_a?(String)
        end
        @buffer.slice!(0..newline).chomp.force_encoding(Encoding::UTF_8)
      rescue SystemCallError, IOError
        broken('ended')
      end

      private

      def wait_for(readable, writable, deadline)
        left = deadline - Process.clock_gettime(Process::CLOCK_MONOTONIC)
        return if left.positive? && IO.select(readable, writable, nil, left)

        broken('did not answer in time')
      end
    end
  end
end
