module Bench
  # A run of Puppet that has nothing to do, for 100 daemons, beside the alternatives.
  class Converged
    COUNT = 100
    ROUNDS = 9
    EMPTY = 'empty catalog'.freeze
    NOTICES = "#{COUNT} notify resources".freeze
    PACKAGES = "#{COUNT} satisfied package resources".freeze
    CLASSIC = "classic: #{COUNT} package, #{COUNT} exec unless portoctl get".freeze
    OURS = "ours: #{COUNT} daemons from Hiera".freeze
    WITH_AGENT = "ours with the agent: #{COUNT} daemons from Hiera".freeze
    INERT = "#{COUNT} resources with the same data and nothing to them".freeze
    LEAST = 'a tuned JVM with one request to Porto'.freeze

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      figures = runner.measure(candidates, rounds: ROUNDS)
      result = Result.new('converged', "a Puppet run with nothing to do, #{COUNT} daemons").add_figures(figures)
      empty, notices, classic, ours, inert, least = figures.values_at(EMPTY, NOTICES, CLASSIC, OURS, INERT, LEAST)
      result.claim('marginal over the empty catalog, against the classic way',
                   ours.beyond(empty) / classic.beyond(empty), 0.1)
      result.claim('the same in processor time', ours.cpu_beyond(empty) / classic.cpu_beyond(empty))
      result.claim("marginal, against that of #{PACKAGES}",
                   ours.beyond(empty) / figures.fetch(PACKAGES).beyond(empty))
      result.claim("beyond #{NOTICES}, against #{LEAST}", ours.beyond(notices) / least.median, 1.5)
      result.claim('the same in processor time', ours.cpu_beyond(notices) / least.cpu)
      agent = figures.fetch(WITH_AGENT)
      result.claim("with the agent: beyond #{NOTICES}, against #{LEAST}", agent.beyond(notices) / least.median, 0.5)
      result.claim("beyond #{INERT}, against #{LEAST}", ours.beyond(inert) / least.median)
      result.claim('with the agent, the same', agent.beyond(inert) / least.median)
      result.claim("marginal of #{INERT}, against the classic way", inert.beyond(empty) / classic.beyond(empty))
      result.claim('a whole run with the agent, against one without', agent.median / ours.median)
      result.note("#{LEAST}: the provider's JVM flags and a class archive of its own")
      result.note('portoctl is the small client of bin/lib/bench, a lower bound; PORTOCTL names another') if Portoctl.ours?
      result
    end

    private

    # The same host once more, with the agent on it.
    def with_agent
      host = @lab.host('agent')
      Clones.new(@lab, host).make(Definitions.documents(COUNT, @lab.dpkg.packages(COUNT)))
      host.start_agent
      Sites.new(@lab).ours(host, COUNT, name: 'with-agent')
    end

    def candidates
      host = @lab.converged_host(COUNT)
      sites = Sites.new(@lab)
      runs = { EMPTY => sites.empty(host), PACKAGES => sites.packages(host, COUNT),
               CLASSIC => sites.classic(host, COUNT), OURS => sites.ours(host, COUNT),
               WITH_AGENT => with_agent, INERT => sites.inert(host, COUNT) }
      least = OneRequest.new(@lab, host, Definitions.names(1).first)
      notices = sites.notices(host, COUNT)
      runs.map { |name, site| Candidate.new(name, -> { site.apply; nil }) } +
        [Candidate.new(NOTICES, -> { notices.apply(2); nil }), Candidate.new(LEAST, -> { least.run; nil })]
    end
  end
end
