require 'stringio'
require_relative '../poller'

module Bench
  # What the agent uses while nothing happens, beside a process that asks the same every now and then; and whether its
  # heap grows when much happens.
  class Rest
    DAEMONS = 100
    INTERVAL = 20
    # Settling, and measuring; the agent tells its sinks once a minute.
    SETTLING = 30
    MINUTES = 2
    SOAK = 60.0
    AGENT = 'the agent'.freeze
    POLL = "a core that observes and plans every #{INTERVAL} s".freeze

    # Of one process: milliseconds of processor, times that it went to sleep, megabytes resident.
    Use = Struct.new(:processor, :sleeps, :resident)

    def initialize(lab)
      @lab = lab
    end

    def run(_runner)
      result = Result.new('rest', "#{DAEMONS} daemons, and nothing happens")
      used = uses
      rows(result, used, :resident, 'resident', 'MB')
      rows(result, used, :processor, 'processor a minute', 'ms')
      rows(result, used, :sleeps, 'wake-ups a minute', '')
      hold_soak(result)
      result.note('the agent has no sink configured; both look at the same host at the same time')
      result
    end

    private

    def rows(result, used, figure, what, unit)
      agent, poll = used.values_at(AGENT, POLL).map { |use| use[figure] }
      result.add_row("#{AGENT}: #{what}", unit, [agent])
      result.add_row("#{POLL}: #{what}", unit, [poll], baseline: agent)
      result.claim("#{AGENT} against the poll: #{what}", agent / poll)
    end

    # By name, of one and the same time.
    def uses
      host = @lab.converged_host(DAEMONS)
      agent = host.start_agent
      poller = Poller.new(@lab, host, Definitions.documents(DAEMONS, @lab.dpkg.packages(DAEMONS)), INTERVAL)
      poller.start
      sleep SETTLING
      pids = { AGENT => agent, POLL => poller.pid }
      before = pids.transform_values { |pid| use(pid) }
      sleep 60 * MINUTES
      pids.to_h do |name, pid|
        now = use(pid)
        [name, Use.new((now.processor - before[name].processor) / MINUTES,
                       (now.sleeps - before[name].sleeps) / MINUTES.to_f, now.resident)]
      end
    ensure
      poller&.close
    end

    def use(pid)
      ticks = File.read("/proc/#{pid}/stat").split[13, 2].sum(&:to_i)
      sleeps = Dir["/proc/#{pid}/task/*/status"].sum { |file| number(file, 'voluntary_ctxt_switches') }
      Use.new(ticks * 1000.0 / Etc.sysconf(Etc::SC_CLK_TCK), sleeps, number("/proc/#{pid}/status", 'VmRSS') / 1024.0)
    end

    def number(file, field)
      File.read(file)[/^#{field}:\s+(\d+)/, 1].to_i
    rescue Errno::ENOENT
      0 # a thread that has ended
    end

    def hold_soak(result)
      require File.join(@lab.root, 'bin/lib/soak')
      figures = Soak.new(SOAK, out: StringIO.new).run
      result.add_row('the agent in a soak: heap after a collection', 'MB', figures.map { |figure| figure.heap / 1024.0 })
      result.add_row('the agent in a soak: resident', 'MB', figures.map { |figure| figure.rss / 1024.0 })
      quarter = figures.size / 4
      early, late = [figures[quarter, quarter], figures.last(quarter)].map { |part| Statistics.quantile(part.map(&:heap), 0.5) }
      result.claim("heap in the last quarter of a soak of #{SOAK.round} s, against its second", late / early.to_f, 1.05)
    end
  end
end
