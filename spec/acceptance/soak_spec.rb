# frozen_string_literal: true

require 'stringio'
require_relative 'acceptance_helper'
require_relative '../../bin/lib/soak'

# The short version of bin/soak. What it finds in a quarter of a minute is no proof for a week, but a leak for
# each event would show.
RSpec.describe Soak do
  it 'finds an agent that stays as small as it was' do
    skip 'jcmd of a JDK is not installed' unless system('jcmd', '-h', out: File::NULL, err: File::NULL)
    figures = described_class.new(15.0, out: StringIO.new).run

    expect(described_class.grown?(figures)).to be(false), figures.map(&:to_a).inspect
    expect(figures.map(&:threads).max).to be < 60
    expect(figures.map(&:rss).max).to be < 200_000
  end

  it 'calls a heap that grows one that grows' do
    growing = Array.new(20) { |index| Soak::Figure.new(index, 5000 + 200 * index, 0, 0, 0) }
    steady = Array.new(20) { |index| Soak::Figure.new(index, 5000 + 300 * (index % 3), 0, 0, 0) }
    busy = steady.first(15) + [6500, 6000, 5000, 5100, 6400].map { |heap| Soak::Figure.new(15, heap, 0, 0, 0) }
    expect([growing, steady, busy].map { |figures| described_class.grown?(figures) }).to eq [true, false, false]
  end
end
