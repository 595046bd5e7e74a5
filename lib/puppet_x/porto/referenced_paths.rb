# frozen_string_literal: true

module PuppetX
  module Porto
    # The absolute paths that a daemon's properties name, with the directories above them.
    module ReferencedPaths
      module_function

      # @param properties [Hash] Porto's properties
      # @return [Array<String>] paths as a file resource names them
      def of(properties)
        words(properties).flat_map { |path| with_parents(path) }.uniq
      end

      def words(value)
        case value
        when Hash then value.values.flat_map { |entry| words(entry) }
        when Array then value.flat_map { |entry| words(entry) }
        when String then value.split(/[\s;]+/).select { |word| word.start_with?('/') }
        else []
        end
      end

      def with_parents(path)
        names = path.split('/').reject(&:empty?)
        (1..names.length).map { |depth| "/#{names.first(depth).join('/')}" }
      end
    end
  end
end
