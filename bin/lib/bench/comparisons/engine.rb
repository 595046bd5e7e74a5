require_relative '../jmh'
require_relative '../picture'

module Bench
  # The pure core, warm: diff and plan by the number of daemons, and what is done for one definition.
  class EngineParts
    WANTED = 10.0
    # Four decades of work in caches of three sizes: linear is a cost for each that stays within this factor.
    LINEAR = 3.0
    TITLES = { 'asDeclared' => 'as declared', 'changedLimit' => 'with a changed limit' }.freeze

    def initialize(lab)
      @lab = lab
    end

    def run(_runner)
      result = Result.new('engine', 'the pure core, warm (JMH); microseconds for each daemon')
      plans = Jmh.new(@lab).run('PlanBenchmark')
      curves = plans.group_by(&:name).to_h { |name, sizes| curve(result, TITLES.fetch(name.split('.').last), sizes) }
      Jmh.new(@lab).run('DefinitionBenchmark').each do |one|
        result.add_row("a definition: #{one.name.split('.').last}", 'us', one.samples)
      end
      result.pictures << Picture.new(@lab, 'plan').draw('Diff and plan, warm', 'daemons', 'microseconds for all', curves)
      result
    end

    private

    def curve(result, title, sizes)
      each = sizes.to_h do |size|
        count = Integer(size.params.fetch('daemons'))
        [count, result.add_row("diff and plan, #{title}, #{count} daemons", 'us', size.samples.map { |all| all / count })]
      end
      result.claim("diff and plan, #{title}, each of #{each.keys.max}", each[each.keys.max], WANTED, 'us')
      result.claim("the same against each of #{each.keys.min}", each[each.keys.max] / each[each.keys.min], LINEAR)
      [title, each.to_h { |count, one| [count, one * count] }]
    end
  end
end
