# frozen_string_literal: true

require 'socket'

module PuppetX
  module Porto
    # Asks a running portod who it is, for facts: three small requests, no Java, and never longer than a
    # moment.
    #
    # Porto speaks protobuf over a unix socket, each message after its length as a varint. Only the few fields
    # that are asked for are read here; the numbers are those of Porto's rpc.proto.
    class PortodProbe
      SOCKET = '/run/portod.socket'
      PATIENCE = 2.0
      LARGEST_ANSWER = 4 << 20

      VERSION = { request: 14, answer: 8 }.freeze
      LIST = { request: 3, answer: 3 }.freeze
      SYSTEM = { request: 300, answer: 300 }.freeze

      # Porto's root containers, which a listing names as well.
      ROOTS = %w[/ /porto].freeze

      # @param path [String] portod's socket
      # @param patience [Float] seconds for everything together
      def initialize(path = ENV.fetch('PORTO_SOCKET', SOCKET), patience: PATIENCE)
        @path = path
        @patience = patience
      end

      # @return [Hash, nil] version, revision, kernel, number of containers; nil without an answer in time
      def call
        @until = now + @patience
        Socket.unix(@path) { |socket| questions(socket) }
      rescue SystemCallError, SocketError, IOError, ArgumentError
        nil
      end

      private

      def questions(socket)
        version = ask(socket, VERSION)
        host = ask(socket, SYSTEM)
        names = ask(socket, LIST).fetch(1, [])
        { 'version' => text(version, 1), 'revision' => text(version, 2), 'kernel' => text(host, 3),
          'containers' => names.reject { |name| ROOTS.include?(name) }.length }
      end

      def text(fields, number)
        value = fields.fetch(number, []).first
        value.is_a?(String) ? value.force_encoding(Encoding::UTF_8).scrub('?') : nil
      end

      # @return [Hash<Integer, Array>] the answer's fields by number
      def ask(socket, method)
        request = varint(method[:request] << 3 | 2) + varint(0)
        send_all(socket, varint(request.bytesize) + request)
        length = read_varint(socket)
        raise IOError, 'answer too long' if length > LARGEST_ANSWER

        answer = fields(read_bytes(socket, length))
        fields(answer.fetch(method[:answer], ['']).first.to_s)
      end

      def varint(number)
        bytes = []
        while number > 0x7f
          bytes << (number & 0x7f | 0x80)
          number >>= 7
        end
        (bytes << number).pack('C*')
      end

      def send_all(socket, bytes)
        until bytes.empty?
          wait(nil, [socket])
          sent = socket.write_nonblock(bytes, exception: false)
          bytes = bytes.byteslice(sent..-1) if sent.is_a?(Integer)
        end
      end

      def read_varint(socket)
        shift = number = 0
        loop do
          byte = read_bytes(socket, 1).getbyte(0)
          number |= (byte & 0x7f) << shift
          return number if byte < 0x80

          shift += 7
          raise IOError, 'no varint' if shift > 63
        end
      end

      def read_bytes(socket, count)
        bytes = +''.b
        while bytes.bytesize < count
          wait([socket], nil)
          chunk = socket.read_nonblock(count - bytes.bytesize, exception: false)
          raise EOFError, 'portod hung up' if chunk.nil?

          bytes << chunk if chunk.is_a?(String)
        end
        bytes
      end

      def wait(readable, writable)
        left = @until - now
        return if left.positive? && IO.select(readable, writable, nil, left)

        raise IOError, 'portod did not answer in time'
      end

      def now
        Process.clock_gettime(Process::CLOCK_MONOTONIC)
      end

      def fields(bytes)
        reader = FieldReader.new(bytes)
        reader.each_with_object(Hash.new { |found, number| found[number] = [] }) do |(number, value), found|
          found[number] << value
        end
      end

      # Walks over the fields of one protobuf message.
      class FieldReader
        include Enumerable

        def initialize(bytes)
          @bytes = bytes
          @at = 0
        end

        # @yield [Array] number and value of each field: an Integer, or the bytes of text and messages
        def each
          while @at < @bytes.bytesize
            key = varint
            yield [key >> 3, value(key & 7)]
          end
        end

        private

        def value(wire_type)
          case wire_type
          when 0 then varint
          when 1 then take(8)
          when 2 then take(varint)
          when 5 then take(4)
          else raise IOError, "wire type #{wire_type}"
          end
        end

        def varint
          shift = number = 0
          loop do
            byte = take(1).getbyte(0)
            number |= (byte & 0x7f) << shift
            return number if byte < 0x80

            shift += 7
          end
        end

        def take(count)
          raise EOFError, 'message cut short' if @at + count > @bytes.bytesize

          @bytes.byteslice(@at, count).tap { @at += count }
        end
      end
      private_constant :FieldReader
    end
  end
end
