# frozen_string_literal: true

require 'rbconfig'

module PuppetX
  module Porto
    # The Ruby that runs Puppet, for what is installed on the host.
    module RubyRuntime
      module_function

      # @return [String] its path, without a version where such a path leads to the same file: it lives longer
      def path
        exact = RbConfig.ruby
        lasting = File.join(RbConfig::CONFIG['bindir'], 'ruby')
        File.exist?(lasting) && File.realpath(lasting) == File.realpath(exact) ? lasting : exact
      end
    end
  end
end
