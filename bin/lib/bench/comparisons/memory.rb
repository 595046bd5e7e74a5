module Bench
  # Resident memory of the provider's core after it has observed and planned a whole catalog.
  class Memory
    # Daemons, and the megabytes that should do for them.
    WANTED = { 100 => 60, 3000 => 120 }.freeze
    RUNS = 5

    def initialize(lab)
      @lab = lab
    end

    def run(_runner)
      result = Result.new('memory', "the provider's core after observing and planning")
      WANTED.each do |count, limit|
        host = @lab.converged_host(count, state: 'stopped')
        samples = Array.new(RUNS) { once(host, count) }
        result.add_row("#{count} daemons, resident at the end", 'MB', samples.map(&:first))
        highest = result.add_row("#{count} daemons, resident at its highest", 'MB', samples.map(&:last))
        result.claim("#{count} daemons, resident at its highest", highest, limit, 'MB')
      end
      result
    end

    private

    def once(host, count)
      launch = @lab.trained_launch(host)
      core = Core.new(launch.argv, host.environment)
      daemons = Definitions.documents(count, @lab.dpkg.packages(count), state: 'stopped')
      answer = core.call('observe', 'daemons' => daemons, 'claims' => {}, 'noop' => true, 'plan' => true)
      different = answer['plans'].values.find { |plan| plan['changes'] }
      abort "not as declared: #{different}" if different
      core.memory
    ensure
      core.close
    end
  end
end
