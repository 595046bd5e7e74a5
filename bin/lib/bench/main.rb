# Usage: ruby main.rb CHECKOUT [--json FILE] [COMPARISON...]
root = File.expand_path(ARGV.shift)
$LOAD_PATH.unshift(File.join(root, 'lib'))

require 'puppet_x/porto/launch'
require 'puppet_x/porto/version'
require_relative 'lab'
require_relative 'porto_wire'
require_relative 'runner'
Dir[File.join(__dir__, 'comparisons/*.rb')].sort.each { |file| require file }

COMPARISONS = { 'cold' => Bench::Cold, 'observe' => Bench::Observe }.freeze

json = ARGV.include?('--json') && ARGV.slice!(ARGV.index('--json'), 2).last
wanted = ARGV.empty? ? COMPARISONS.keys : ARGV
unknown = wanted - COMPARISONS.keys
abort "no comparison #{unknown.join(', ')}; there are: #{COMPARISONS.keys.join(', ')}" unless unknown.empty?

lab = Bench::Lab.new(root)
begin
  results = wanted.map { |name| Bench::Runner.new($stdout).measure(COMPARISONS[name].new(lab).comparison) }
  File.write(json, JSON.pretty_generate(results) + "\n") if json
ensure
  lab.close
end
