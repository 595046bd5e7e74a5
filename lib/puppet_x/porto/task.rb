# frozen_string_literal: true

require 'json'
require_relative 'command_line'

module PuppetX
  module Porto
    # What the tasks share: one command of the core, and its answer as a task's result.
    module Task
      # @param patience [Numeric] seconds that the command may take
      # @param arguments [Array<String>] as for `porto-daemon`
      def self.run(patience, *arguments)
        answer(CommandLine.new(patience: patience).run(*arguments))
      rescue Error => e
        puts JSON.generate('_error' => { 'msg' => e.message, 'kind' => 'porto/failed', 'details' => {} })
        exit 1
      end

      # JSON is passed on as it is; text becomes the result's output.
      def self.answer(text)
        parsed = JSON.parse(text)
        puts JSON.generate(parsed.is_a?(Hash) ? parsed : { '_output' => text })
      rescue JSON::ParserError
        puts JSON.generate('_output' => text)
      end
      private_class_method :answer
    end
  end
end
