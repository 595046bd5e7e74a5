require_relative 'core'

module Bench
  # What keeps daemons by looking now and then: one core, kept, which every so many seconds observes and plans all of
  # them, and executes what differs.
  class Poller
    attr_reader :pid

    # @param definitions [Array<Hash>] as the bridge takes them
    def initialize(lab, host, definitions, interval)
      @definitions = definitions
      @interval = interval
      @core = Core.new(lab.launch(host).argv, host.environment)
      @pid = @core.pid
      poll
    end

    # Polls from now on, in a thread of its own.
    def start
      @thread = Thread.new do
        loop do
          due = now + @interval
          poll
          sleep([due - now, 0].max)
        end
      end
      @thread.abort_on_exception = true
    end

    def close
      @thread&.kill
      @core.close
    end

    private

    def poll
      answer = @core.call('observe', 'daemons' => @definitions, 'claims' => {}, 'plan' => true)
      @definitions.each do |definition|
        name = definition['meta']['name']
        @core.call('execute', 'daemon' => definition) if answer['plans'].fetch(name)['changes']
      end
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
