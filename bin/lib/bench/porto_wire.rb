require 'socket'

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

    # One request, one answer.
    def exchange(socket, message)
      socket.write(frame(message))
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
