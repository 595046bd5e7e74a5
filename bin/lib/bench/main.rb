# Usage: ruby main.rb CHECKOUT [--json FILE] [--document] [COMPARISON...]
require 'English'
require 'json'
root = File.expand_path(ARGV.shift)
$LOAD_PATH.unshift(File.join(root, 'lib'))

%w[document lab machine one_request python_client result runner site table].each { |part| require_relative part }
Dir[File.join(__dir__, 'comparisons/*.rb')].sort.each { |file| require file }

COMPARISONS = {
  'cold' => Bench::Cold, 'observe' => Bench::Observe, 'converged' => Bench::Converged, 'growth' => Bench::Growth,
  'downtime' => Bench::Downtime, 'engine' => Bench::EngineParts, 'dpkg' => Bench::Dpkg, 'memory' => Bench::Memory,
  'revival' => Bench::Revival, 'rest' => Bench::Rest, 'agent-run' => Bench::AgentRun
}.freeze

json = ARGV.include?('--json') && ARGV.slice!(ARGV.index('--json'), 2).last
document = !ARGV.delete('--document').nil?
wanted = ARGV.empty? ? COMPARISONS.keys : ARGV
unknown = wanted - COMPARISONS.keys
abort "no comparison #{unknown.join(', ')}; there are: #{COMPARISONS.keys.join(', ')}" unless unknown.empty?

# One that fails is told as such, and the others are measured all the same.
def measured(name)
  yield
rescue StandardError, SystemExit => e
  Bench::Result.failed(name, e)
end

progress = $stderr.tty? ? ->(text) { $stderr.print "\r\e[K#{text}" } : ->(_text) {}
runner = Bench::Runner.new(progress)
report = { 'machine' => Bench::Machine.facts(root), 'results' => [] }
lab = Bench::Lab.new(root)
begin
  wanted.each do |name|
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    result = measured(name) { COMPARISONS.fetch(name).new(lab).run(runner) }
    progress.call('')
    Bench::Table.print(result, $stdout)
    took = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
    puts format('  (%.0f s; load average %s)', took, Bench::Machine.load_average)
    report['results'] << result.to_h.merge('seconds' => took.round, 'load' => Bench::Machine.load_average)
    File.write(json, "#{JSON.pretty_generate(report)}\n") if json
  end
  puts "\n#{Bench::Document.write(report, root)}" if document
ensure
  lab.close
end
exit 1 if report['results'].any? { |result| result['failure'] }
