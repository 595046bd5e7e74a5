module Bench
  # A report as Markdown, for docs/benchmarks/results.md.
  module Document
    HEAD = ['', 'unit', 'runs', 'median', 'p10', 'p90', 'processor', 'ratio'].freeze
    KEYS = %w[name unit runs median p10 p90 cpu ratio].freeze

    module_function

    def write(report, root)
      path = File.join(root, 'docs/benchmarks/results.md')
      FileUtils.mkdir_p(File.dirname(path))
      parts = [head(report['machine']), missed(report['results'])] + report['results'].map { |result| section(result) }
      File.write(path, "#{parts.join("\n").rstrip}\n")
      path
    end

    def head(machine)
      lines = ['# One run of bin/bench', '', 'Written by `bin/bench --document`; [what each means](../benchmarks.md).', '']
      (lines + table(%w[machine value], machine.to_a) + ['']).join("\n")
    end

    # First of all what is not as wanted, since tables are long.
    def missed(results)
      claims = results.flat_map do |result|
        result['claims'].select { |claim| claim['met'] == false }
                        .map { |claim| "* `#{result['comparison']}`: #{sentence(claim)}" }
      end
      failed = results.select { |result| result['failure'] }.map { |result| "* `#{result['comparison']}` failed" }
      wanted = results.flat_map { |result| result['claims'] }.count { |claim| claim['limit'] }
      ["Of #{wanted} bounds, #{claims.size} are missed#{failed.any? ? ", and #{failed.size} comparisons failed" : ''}.",
       '', *claims, *failed, ''].join("\n")
    end

    def section(result)
      return failure(result) if result['failure']

      rows = result['figures'].map { |figure| figure.values_at(*KEYS).map { |value| text(value) } }
      claims = result['claims'].map { |claim| "* #{sentence(claim)}" }
      notes = result['notes'].map { |note| "* #{note}" }
      pictures = result['pictures'].flat_map { |name| ["![#{result['title']}](#{name})", ''] }
      ["## #{result['comparison']}", '', "#{result['title'].capitalize}. Took #{result['seconds']} s; load average " \
        "#{result['load']}.", '', *table(HEAD, rows), '', *claims, *notes, '', *pictures].join("\n")
    end

    def failure(result)
      ["## #{result['comparison']}", '', 'Could not be measured:', '', '```', result['failure'], '```', ''].join("\n")
    end

    def sentence(claim)
      wanted = claim['limit'] && ", wanted at most #{claim['limit']}: **#{claim['met'] ? 'met' : 'missed'}**"
      "#{claim['text']}: #{claim['value']} #{claim['unit']}#{wanted}"
    end

    def table(head, rows)
      [head, head.map { '---' }, *rows].map { |row| "| #{row.join(' | ')} |" }
    end

    def text(value)
      value.is_a?(Float) ? format('%.2f', value) : value.to_s
    end
  end
end
