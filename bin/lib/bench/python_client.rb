require 'open3'
require_relative 'porto_wire'

module Bench
  # Porto's own Python client in a process that stays: it sends the request that it was given whenever it is told to.
  class PythonClient
    # The client's connection and its batch get; masks and properties are those of the core's request.
    SCRIPT = <<~PYTHON.freeze
      import sys
      sys.path.insert(0, sys.argv[1])
      import porto
      conn = porto.Connection(socket_path=sys.argv[2], timeout=60)
      conn.connect()
      names = sys.argv[3].split(',')
      variables = sys.argv[4].split(',')
      for line in sys.stdin:
          print(len(conn.Get(names, variables)), flush=True)
    PYTHON

    # Debian's own interpreter has the protobuf library that the client needs (python3-protobuf).
    INTERPRETER = '/usr/bin/python3'.freeze

    # @param path [String] the directory that holds the package `porto`, with its compiled rpc_pb2.py
    def initialize(path, socket, request)
      python = File.executable?(INTERPRETER) ? INTERPRETER : 'python3'
      names, variables = PortoWire.names_and_variables(request)
      @input, @output, @thread = Open3.popen2(python, '-c', SCRIPT, path, socket,
                                               names.join(','), variables.join(','))
    end

    # How many containers the client got.
    def get
      @input.puts
      Integer(@output.gets || abort('the Python client ended'))
    end

    def close
      [@input, @output].each(&:close)
      @thread.value
    end
  end
end
