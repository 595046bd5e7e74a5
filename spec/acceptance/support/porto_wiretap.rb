# frozen_string_literal: true

require 'socket'

# Stands between the core and portod, passes everything on, and notes which requests went by.
class PortoWiretap
  # Numbers of the requests in Porto's rpc.proto that change something.
  CHANGING = { 1 => 'create', 17 => 'createWeak', 2 => 'destroy', 5 => 'setProperty', 7 => 'start',
               8 => 'stop', 9 => 'pause', 10 => 'resume', 13 => 'kill', 18 => 'respawn', 21 => 'setLabel',
               22 => 'incLabel', 230 => 'createFromSpec', 231 => 'updateFromSpec' }.freeze

  attr_reader :path

  # @param path [String] where to listen
  # @param target [String] portod's own socket
  def initialize(path, target)
    @path = path
    @target = target
    @seen = Queue.new
    @server = UNIXServer.new(path)
    @thread = Thread.new { loop { serve(@server.accept) } }
  end

  # The requests since the last call, by number.
  # @return [Array<Integer>]
  def requests
    Array.new(@seen.size) { @seen.pop }
  end

  # The names of the changing ones among them.
  def changes
    requests.map { |number| CHANGING[number] }.compact
  end

  def close
    @thread.kill
    @server.close
  end

  private

  def serve(client)
    Thread.new do
      portod = UNIXSocket.new(@target)
      back = Thread.new { IO.copy_stream(portod, client) }
      back.report_on_exception = false
      loop { pass(client, portod) }
    rescue SystemCallError, IOError
      nil
    ensure
      back.kill if back
      [client, portod].compact.each(&:close)
    end
  end

  # One request: its length, then a message whose first key names the request.
  def pass(client, portod)
    length, header = varint(client)
    body = client.read(length)
    raise EOFError if body.nil? || body.bytesize < length

    key, = varint(StringIO.new(body))
    @seen << (key >> 3)
    portod.write(header + body)
  end

  def varint(input)
    bytes = +''.b
    number = shift = 0
    loop do
      byte = input.readbyte
      bytes << byte
      number |= (byte & 127) << shift
      return [number, bytes] if byte < 128

      shift += 7
    end
  end
end
