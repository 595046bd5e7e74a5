# frozen_string_literal: true

require 'socket'
require 'stringio'

# Porto's protocol as a colleague with portoctl would speak it. Shares no code with the module or its core, so
# that it can check what they did, and change containers behind their back. Field numbers from Porto's
# rpc.proto.
class PortoClient
  class Refused < StandardError; end

  REQUESTS = { create: 1, destroy: 2, list: 3, get: 4, set: 5, start: 7, stop: 8 }.freeze

  def initialize(path)
    @path = path
  end

  def list
    fields(call(:list)[3].first).fetch(1, [])
  end

  def get(name, property)
    fields(call(:get, name, property)[4].first).fetch(1, ['']).first
  end

  %i[create destroy start stop].each { |method| define_method(method) { |name| call(method, name) } }

  def set(name, property, value)
    call(:set, name, property, value)
  end

  def state(name)
    get(name, 'state')
  rescue Refused
    'absent'
  end

  # The first process of a running container; nil when there is none.
  def pid(name)
    Integer(get(name, 'root_pid'))
  rescue Refused
    nil
  end

  private

  def call(method, *arguments)
    body = arguments.each_with_index.map { |text, index| field(index + 1, text) }.join
    request = field(REQUESTS.fetch(method), body)
    answer = UNIXSocket.open(@path) do |socket|
      socket.write(varint(request.bytesize) + request)
      fields(socket.read(read_varint { socket.readbyte }))
    end
    code = answer.fetch(1, [23]).first
    raise Refused, "#{method} #{arguments.first}: #{code} #{answer.fetch(2, ['']).first}" unless code.zero?

    answer
  end

  def field(number, bytes)
    varint(number << 3 | 2) + varint(bytes.bytesize) + bytes.b
  end

  def varint(number)
    bytes = []
    while number > 127
      bytes << (number & 127 | 128)
      number >>= 7
    end
    (bytes << number).pack('C*')
  end

  def read_varint
    shift = number = 0
    loop do
      byte = yield
      number |= (byte & 127) << shift
      return number if byte < 128

      shift += 7
    end
  end

  def fields(bytes)
    input = StringIO.new(bytes)
    found = Hash.new { |hash, number| hash[number] = [] }
    until input.eof?
      key = read_varint { input.readbyte }
      number = read_varint { input.readbyte }
      found[key >> 3] << (key & 7 == 2 ? input.read(number) : number)
    end
    found
  end
end
