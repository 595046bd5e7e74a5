require 'socket'
require 'stringio'

module Bench
  # Porto's frames, as little of them as measuring needs: a varint length and the message's bytes.
  module PortoWire
    module_function

    def varint(number)
      bytes = []
      while number > 127
        bytes << (number & 127 | 128)
        number >>= 7
      end
      (bytes << number).pack('C*')
    end

    # A length-delimited field.
    def field(number, value)
      varint(number << 3 | 2) + varint(value.bytesize) + value.b
    end

    def frame(message)
      varint(message.bytesize) + message
    end

    # Reads one frame, length included.
    def read_frame(io)
      prefix = +''.b
      length = 0
      loop do
        byte = io.readbyte
        length |= (byte & 127) << (7 * prefix.bytesize)
        prefix << byte
        break if byte < 128
      end
      prefix + io.read(length)
    end

    # Sends a frame as it is; aborts unless Porto takes it.
    def repeat(socket, frame)
      socket.write(frame)
      error = fields(body(read_frame(socket))).find { |number, _value| number == 1 }
      abort "Porto answered error #{error.inspect} to a repeated request" unless error&.last&.zero?
    end

    # The number of the call in a request's frame.
    def method_of(frame)
      fields(body(frame)).first.first
    end

    # What a Get request asks: names of containers, and properties.
    def names_and_variables(frame)
      asked = fields(fields(body(frame)).first.last)
      [1, 2].map { |number| asked.select { |key, _value| key == number }.map(&:last) }
    end

    # A frame without its length.
    def body(frame)
      io = StringIO.new(frame)
      nil while io.readbyte > 127
      io.read
    end

    # Numbers and values of a message's fields, in order: integers, or bytes.
    def fields(message)
      io = StringIO.new(message)
      found = []
      until io.eof?
        key = read_varint(io)
        value = read_varint(io)
        found << [key >> 3, (key & 7) == 2 ? io.read(value) : value]
      end
      found
    end

    def read_varint(io)
      shift = number = 0
      loop do
        byte = io.readbyte
        number |= (byte & 127) << shift
        return number if byte < 128

        shift += 7
      end
    end

    # One request, one answer; the number is the request's field in Porto's envelope.
    def call(socket, number, body)
      socket.write(frame(field(number, body)))
      read_frame(socket)
    end
  end

  # Stands between a client and Porto and keeps the frames that the client sent.
  class Recorder
    attr_reader :requests

    def initialize(path, target)
      @requests = []
      @server = UNIXServer.new(path)
      @thread = Thread.new { loop { serve(@server.accept, UNIXSocket.new(target)) } }
    end

    def close
      @thread.kill
      @server.close
    end

    private

    def serve(client, porto)
      Thread.new do
        loop do
          request = PortoWire.read_frame(client)
          @requests << request
          porto.write(request)
          client.write(PortoWire.read_frame(porto))
        end
      rescue IOError, SystemCallError
        client.close
        porto.close
      end
    end
  end
end
