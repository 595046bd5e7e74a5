# frozen_string_literal: true

require_relative '../../bin/lib/without_fixes/fix'

# `bin/without-fixes` takes minutes; that it still finds what it takes out is told here.
RSpec.describe 'spec/fixes.yaml' do
  let(:root) { File.expand_path('../..', __dir__) }
  let(:fixes) { WithoutFixes.fixes(root) }

  it 'says for each of the 25 complaints what answers it' do
    expect(fixes.map(&:number)).to eq (1..25).to_a
    expect(fixes.map(&:text)).to all(match(/\A\S/))
  end

  it 'names code that stands in the tree, once' do
    expect(fixes.flat_map { |fix| fix.objections(root).map { |text| "#{fix.number}: #{text}" } }).to be_empty
  end
end
