# frozen_string_literal: true

module PuppetX
  module Porto
    # Drains a stream, so that its writer never blocks, and keeps the end of it for error messages.
    class StderrTail
      KEPT = 8192

      def initialize(stream)
        @stream = stream
        @kept = +''.b
        @lock = Mutex.new
        @thread = Thread.new { drain }
        @thread.report_on_exception = false
      end

      # @return [String] the last bytes, as text
      def text
        @lock.synchronize { @kept.dup }.force_encoding(Encoding::UTF_8).scrub('?').strip
      end

      def close
        @thread.join(1)
        @thread.kill
        @stream.close unless @stream.closed?
      end

      private

      def drain
        loop { keep(@stream.readpartial(4096)) }
      rescue IOError, SystemCallError
        nil
      end

      def keep(chunk)
        @lock.synchronize do
          @kept << chunk
          @kept = @kept.byteslice(-KEPT, KEPT) if @kept.bytesize > KEPT
        end
      end
    end
  end
end
