require 'delegate'

module Bench
  # A run of Puppet where the agent runs, which starts no Java, against one where it does not.
  class AgentRun
    COUNT = 100
    ROUNDS = 9
    WITHOUT = "#{COUNT} daemons, no agent".freeze
    WITH = "#{COUNT} daemons, with the agent".freeze

    # A host on which every start of a Java is counted.
    class Counted < SimpleDelegator
      def initialize(host, java)
        super(host)
        @java = java
      end

      def environment(*arguments)
        super.merge(@java.environment)
      end
    end

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      require File.join(@lab.root, 'spec/acceptance/support/java_count')
      @starts = { WITHOUT => [], WITH => [] }
      figures = runner.measure([candidate(WITHOUT, 'agent-run-without'), candidate(WITH, 'agent-run-with')], rounds: ROUNDS)
      result = Result.new('agent-run', 'a Puppet run with nothing to do, without and with the agent').add_figures(figures)
      with, without = figures.values_at(WITH, WITHOUT)
      result.claim("#{WITH}: Java started in a run", @starts[WITH].max, 0, 'times at most')
      result.claim("#{WITHOUT}: Java started in a run", @starts[WITHOUT].last)
      result.claim('a whole run with the agent, against one without', with.median / without.median)
      result.claim('the same in processor time', with.cpu / without.cpu)
    end

    private

    # Two hosts alike: what one keeps, the other run would find.
    def candidate(name, place)
      host = @lab.host(place)
      Clones.new(@lab, host).make(Definitions.documents(COUNT, @lab.dpkg.packages(COUNT)))
      host.start_agent if name == WITH
      java = JavaCount.new(host.directory('java'))
      site = Sites.new(@lab).ours(Counted.new(host, java), COUNT, name: place)
      Candidate.new(name, lambda do
        java.starts
        site.apply
        @starts[name] << java.starts
        nil
      end)
    end
  end
end
