# frozen_string_literal: true

# Usage: ruby main.rb CHECKOUT [NUMBER...]
require 'etc'
require 'tmpdir'
require_relative 'fix'
require_relative 'tree'

# Judges fixes side by side, each worker in a tree of its own, and prints a table.
class Round
  ROW = '%3s  %-9s  %-12s  %s'

  def initialize(root, fixes)
    @root = root
    @fixes = fixes
    @work = Queue.new
    fixes.each { |fix| @work << fix }
    @table = Mutex.new
    @shown = 0
  end

  # @return [Integer] how many examples pass with the fix and fail without it
  def run
    puts format(ROW, '', 'with it', 'without it', 'what answers the complaint')
    workers = Array.new([Etc.nprocessors, @fixes.length].min) do
      Thread.new { Dir.mktmpdir('porto-without') { |dir| work(dir) } }
    end
    workers.each(&:join)
    @shown
  end

  private

  def work(dir)
    tree = WithoutFixes::Tree.new(@root, dir)
    while (fix = next_fix)
      before = tree.verdict(fix)
      after = tree.without(fix) if before.outcome == 'passed'
      row(fix, before, after)
    end
  end

  def next_fix
    @work.pop(true)
  rescue ThreadError
    nil
  end

  def row(fix, before, after)
    @table.synchronize do
      puts format(ROW, fix.number, before.outcome, after ? after.outcome : 'not run', fix.text)
      gist = (after || before).gist
      puts "     #{gist}" unless gist.empty?
      @shown += 1 if after && after.outcome == 'failed'
    end
  end
end

$stdout.sync = true
root = File.expand_path(ARGV.shift)
fixes = WithoutFixes.fixes(root)
wanted = ARGV.empty? ? (1..25).to_a : ARGV.map { |number| Integer(number) }
unknown = wanted - fixes.map(&:number)
abort "spec/fixes.yaml has no complaint #{unknown.join(', ')}" unless unknown.empty?

fixes.select! { |fix| wanted.include?(fix.number) }
objections = fixes.flat_map { |fix| fix.objections(root).map { |text| "#{fix.number}: #{text}" } }
abort "these fixes cannot be taken out any more:\n#{objections.join("\n")}" unless objections.empty?

shown = Round.new(root, fixes).run
puts "\n#{shown} of #{fixes.length} examples pass with the fix and fail without it"
exit(shown == fixes.length ? 0 : 1)
