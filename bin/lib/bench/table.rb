module Bench
  # Prints a result for people.
  module Table
    HEAD = format('  %-52s %-3s %5s %11s %11s %11s %9s %7s', '', '', 'runs', 'median', 'p10', 'p90', 'cpu', 'ratio')
    LINE = '  %-52<name>s %-3<unit>s %5<runs>d %11.2<median>f %11.2<p10>f %11.2<p90>f %9<cpu>s %7<ratio>s'.freeze

    module_function

    def print(result, output)
      output.puts "\n#{result.name}: #{result.title}"
      return output.puts("  FAILED: #{result.failure}") if result.failure

      output.puts HEAD
      result.rows.each { |row| output.puts format(LINE, texts(row)) }
      result.claims.each { |claim| output.puts "  #{sentence(claim)}" }
      result.notes.each { |note| output.puts "  note: #{note}" }
      result.pictures.each { |path| output.puts "  picture: #{path}" }
    end

    def sentence(claim)
      wanted = claim.limit.nil? ? '' : ", wanted at most #{claim.limit}: #{claim.verdict}"
      "#{claim.text}: #{claim.value.round(3)} #{claim.unit}#{wanted}"
    end

    def texts(row)
      row.transform_keys(&:to_sym).merge(cpu: text(row['cpu'], 1), ratio: text(row['ratio'], 2))
    end

    def text(number, digits)
      number.nil? ? '' : format("%.#{digits}f", number)
    end
  end
end
