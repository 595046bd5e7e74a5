# frozen_string_literal: true

require_relative 'errors'

module PuppetX
  module Porto
    # Finds a Java runtime the core can run on, without starting one: a JDK's `release` file says its
    # version, and starting each candidate to ask would cost more than the core itself.
    module JavaRuntime
      OLDEST = 17
      INSTALLED = '/usr/lib/jvm/*/bin/java'
      REMEDY = "install a Java runtime of version #{OLDEST} or newer, such as " \
               "openjdk-#{OLDEST}-jre-headless (class porto does it unless porto::manage_java is false), " \
               'or set JAVA_HOME'

      module_function

      def present?
        !find.nil?
      end

      # Path of the java executable.
      # @raise [NotInstalled] naming what was looked at and the remedy
      def path
        find || raise(NotInstalled, "no Java runtime of version #{OLDEST} or newer was found in JAVA_HOME, " \
                                    "PATH or #{INSTALLED}; #{REMEDY}")
      end

      def find
        candidates.find { |java| recent_enough?(java) }
      end

      def candidates
        home = ENV.fetch('JAVA_HOME', '')
        places = home.empty? ? [] : [File.join(home, 'bin', 'java')]
        places += ENV.fetch('PATH', '').split(File::PATH_SEPARATOR).map { |dir| File.join(dir, 'java') }
        places += Dir.glob(INSTALLED).sort.reverse
        runnable = places.select { |java| File.file?(java) && File.executable?(java) }
        runnable.map { |java| File.realpath(java) }.uniq
      end

      # A runtime without a readable version is taken: the core itself says when it is too old.
      def recent_enough?(java)
        version = version_of(java)
        version.nil? || version[/\A(?:1\.)?(\d+)/, 1].to_i >= OLDEST
      end

      # @return [String, nil] version of the runtime that would be used; 'unknown' where it does not say
      def version
        java = find
        java && (version_of(java) || 'unknown')
      end

      def version_of(java)
        release = File.join(home_of(java), 'release')
        File.readable?(release) ? File.read(release)[/^JAVA_VERSION="([^"]+)"/, 1] : nil
      end

      def home_of(java)
        File.dirname(File.dirname(java))
      end

      # What tells one build of a runtime from another: a class-data archive is bound to it.
      def build(java)
        library = File.join(home_of(java), 'lib', 'server', 'libjvm.so')
        stat = File.stat(File.file?(library) ? library : java)
        "#{java}:#{stat.size}:#{stat.mtime.to_i}"
      end
    end
  end
end
