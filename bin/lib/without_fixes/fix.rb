# frozen_string_literal: true

require 'yaml'

module WithoutFixes
  # One place where a fix stands.
  Change = Struct.new(:file, :with, :without) do
    # @param text [String] the file's content
    # @return [String, nil] why the fix cannot be taken out of it
    def objection(text)
      found = text.scan(with).length
      return nil if found == 1 && with != without

      "#{file}: #{with.lines.first.strip.inspect} stands there #{found} times instead of once"
    end

    def taken_out(text)
      text.sub(with) { without }
    end
  end

  # What answers a complaint, and its example.
  Fix = Struct.new(:number, :text, :changes, :spec) do
    # @return [Array<String>] why it cannot be taken out of a tree
    def objections(root)
      changes.map do |change|
        path = File.join(root, change.file)
        File.file?(path) ? change.objection(File.read(path)) : "#{change.file} does not exist"
      end.compact
    end

    def java
      changes.map(&:file).grep(/\.java\z/).uniq
    end
  end

  module_function

  # @return [Array<Fix>] those of spec/fixes.yaml
  def fixes(root)
    examples = examples(root)
    YAML.safe_load(File.read(File.join(root, 'spec', 'fixes.yaml'))).map do |number, entry|
      changes = entry['changes'].map { |change| Change.new(*change.values_at('file', 'with', 'without')) }
      Fix.new(number, entry['fix'], changes, examples.fetch(number))
    end
  end

  # @return [Hash<Integer, String>] the file of each complaint's example
  def examples(root)
    Dir[File.join(root, 'spec', '**', '*_spec.rb')].sort.each_with_object({}) do |file, found|
      place = file.delete_prefix("#{root}/")
      File.read(file).scan(/complaint: (\d+)/) { |(number)| found[Integer(number)] = place }
    end
  end
end
