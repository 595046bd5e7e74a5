# frozen_string_literal: true

require 'json'
require_relative 'errors'

module PuppetX
  module Porto
    # The methods of the bridge, as docs/architecture.md lists them, over any transport that carries lines:
    # {AgentConnection}, {ChildProcess} or {InProcess}.
    class Core
      PROTOCOL = 1

      # Seconds without any message. What reports progress may take as long as it needs: plan does so before
      # each daemon, and apt may take two minutes to simulate one.
      DEADLINES = { 'hello' => 60, 'status' => 10, 'observe' => 180, 'shutdown' => 10 }.freeze
      # Longest silence of a change: a package's maintainer scripts report nothing while they run.
      CHANGE_DEADLINE = 1800

      # @param transport [#write, #read, #broken, #open?, #close]
      # @param version [String] the module's version
      # @param progress [#call] told the text of each progress notification
      # @param patience [Numeric] seconds for the answer to hello
      def initialize(transport, version, progress: ->(_name, _text) {}, patience: DEADLINES['hello'])
        @transport = transport
        @progress = progress
        @patience = patience
        @id = 0
        call('hello', 'protocol' => PROTOCOL, 'version' => version, 'who' => 'puppet')
      end

      def open?
        @transport.open?
      end

      # @param noop [Boolean] whether nothing at all may be changed, not even what is known of the catalog
      # @param plan [Boolean] whether the daemons are planned as well
      # @param declared [Array<String>, nil] all daemons of the catalog, to which definition files yield; nil leaves
      #   what is known
      # @return [Hash] "daemons", "errors" and, where asked for, "plans" by name
      def observe(definitions, claims, instances: false, noop: false, plan: false, declared: nil)
        call('observe', 'daemons' => definitions, 'claims' => claims, 'instances' => instances, 'noop' => noop,
                        'plan' => plan, 'declared' => declared)
      end

      # @return [Hash] what the fact tells of each managed daemon, by name
      def status
        call('status', {}).fetch('daemons', {})
      end

      # @return [Hash] what was reached
      def execute(definition)
        call('execute', 'daemon' => definition)
      end

      # Restarts a daemon as it is: a change that waits for a restart goes on waiting.
      # @return [Hash] what was reached
      def refresh(name, reason)
        call('restart', 'name' => name, 'reason' => reason, 'as_it_is' => true)
      end

      # Asks the core to end, and sees that it does.
      def close
        call('shutdown', {}) if open?
      rescue Error
        nil
      ensure
        @transport.close
      end

      private

      def call(method, params)
        @id += 1
        line = JSON.generate('jsonrpc' => '2.0', 'id' => @id, 'method' => method, 'params' => params)
        @transport.write(line, deadline_for(method))
        answer(method)
      rescue JSON::GeneratorError, EncodingError => e
        raise Error, "#{method}: a value cannot be sent, since it is not UTF-8 text: #{e.message}"
      end

      def answer(method)
        loop do
          message = parse(@transport.read(deadline_for(method)))
          if message['method'] == 'progress'
            report(message['params'])
          elsif message['id'] == @id
            return message['result'] if message['result'].is_a?(Hash)

            refuse(message['error'])
          else
            @transport.broken("answered a question that was not asked: #{excerpt(message.to_s)}")
          end
        end
      end

      def deadline_for(method)
        seconds = method == 'hello' ? @patience : DEADLINES.fetch(method, CHANGE_DEADLINE)
        Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
      end

      def parse(line)
        message = JSON.parse(line)
        message.is_a?(Hash) ? message : @transport.broken("printed what is no message: #{excerpt(line)}")
      rescue JSON::ParserError, EncodingError
        @transport.broken("printed what is no message: #{excerpt(line)}")
      end

      def excerpt(line)
        line.scrub('?')[0, 200]
      end

      def report(params)
        @progress.call(params['name'], params['text'].to_s) if params.is_a?(Hash)
      end

      def refuse(error)
        @transport.broken('answered with neither a result nor an error') unless error.is_a?(Hash)

        data = error['data'].is_a?(Hash) ? error['data'] : {}
        raise Refused.new(error['message'].to_s,
                          code: error['code'], reason: data['reason'], detail: data['detail'])
      end
    end
  end
end
