# frozen_string_literal: true

# The table is only worth something while its examples exist.
RSpec.describe 'docs/complaints.md' do
  let(:root) { File.expand_path('../..', __dir__) }

  # Number, file and title of each example that answers a complaint.
  let(:examples) do
    Dir[File.join(root, 'spec', '**', '*_spec.rb')].flat_map do |file|
      place = file.sub("#{root}/spec/", '')
      File.read(file).scan(/it '((?:[^'\\]|\\.)*)', complaint: (\d+)/).map { |title, number| [Integer(number), place, title] }
    end
  end

  let(:rows) do
    File.readlines(File.join(root, 'docs', 'complaints.md')).map { |line| line.split(' | ') }
        .select { |cells| cells.first =~ /\A\| \d+\z/ }
        .map { |cells| [Integer(cells.first.delete('| ')), *cells.last.chomp(" |\n").split(': ', 2)] }
  end

  it 'names an example for each of the 25, as it is' do
    expect(rows.map(&:first)).to eq (1..25).to_a
    expect(rows).to match_array examples
  end
end
