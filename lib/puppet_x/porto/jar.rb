# frozen_string_literal: true

require_relative 'errors'

module PuppetX
  module Porto
    # The core's jar lies beside this code, in the module as in the agent's plugin directory, so that
    # both always have the same version.
    module Jar
      PATH = File.expand_path('../../java/porto-daemon-core.jar', __dir__)

      REMEDY = 'the jar is part of the released module; in a git checkout build it with ' \
               '"mvn package -DskipTests", or install the module from its Forge tarball'

      module_function

      def present?
        File.file?(PATH)
      end

      # The jar's path.
      # @raise [NotInstalled] naming the path and the remedy
      def path
        return PATH if present?

        raise NotInstalled, "the core of the porto module is missing: #{PATH} does not exist; #{REMEDY}"
      end
    end
  end
end
