# frozen_string_literal: true

require 'socket'

# A directory over HTTP, as slow as a far mirror: packages come in small pieces, everything else at once.
class SlowSource
  PIECE = 32 * 1024

  attr_accessor :pause

  # @param dir [String] what is served
  # @param pause [Float] seconds before each piece of a package
  def initialize(dir, pause)
    @dir = dir
    @pause = pause
    @server = TCPServer.new('127.0.0.1', 0)
    @thread = Thread.new { loop { serve(@server.accept) } }
  end

  def url
    "http://127.0.0.1:#{@server.addr[1]}/"
  end

  def close
    @thread.kill
    @server.close
  end

  private

  def serve(client)
    Thread.new do
      while (request = client.gets)
        nil until client.gets.to_s.strip.empty?
        answer(client, File.join(@dir, request.split[1].delete_prefix('/')))
      end
    rescue SystemCallError, IOError
      nil
    ensure
      client.close
    end
  end

  def answer(client, file)
    return client.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") unless File.file?(file)

    body = File.binread(file)
    client.write("HTTP/1.1 200 OK\r\nContent-Length: #{body.bytesize}\r\n\r\n")
    0.step(body.bytesize - 1, PIECE) do |at|
      sleep pause if file.end_with?('.deb')
      client.write(body.byteslice(at, PIECE))
    end
  end
end
