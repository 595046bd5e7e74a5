# frozen_string_literal: true

require 'digest'
require 'fileutils'
require 'zlib'

module PuppetX
  module Porto
    # The core's class-data archive, which nearly halves its start. The JVM writes it when the first core
    # exits; later ones map it.
    #
    # A truncated or damaged archive makes the JVM crash instead of being ignored, and an archive of
    # another jar or JVM build costs a warning. So it is named after both, comes into place by rename, and
    # is used only while its size and checksum are those recorded beside it.
    class ClassArchive
      PREFIX = 'core-'

      # @param directory [String] where archives are kept; one that cannot be written means none is made
      # @param jar [String] path of the core's jar
      # @param jvm [String] what identifies the JVM's build
      def initialize(directory, jar, jvm)
        @directory = directory
        stat = File.stat(jar)
        key = Digest::SHA256.hexdigest([jar, stat.size, stat.mtime.to_f, jvm].join("\n"))[0, 24]
        @path = File.join(directory, "#{PREFIX}#{key}.jsa")
        @draft = "#{@path}.#{Process.pid}"
      end

      attr_reader :path

      # The JVM's flags: use the archive, make it, or neither.
      def flags
        return reading_flags if usable?

        writable? ? ["-XX:ArchiveClassesAtExit=#{@draft}"] : []
      end

      # The JVM's flags for a run that makes no archive.
      def reading_flags
        usable? ? ["-XX:SharedArchiveFile=#{@path}"] : []
      end

      # Puts the archive that an exited JVM left into place.
      # @param complete [Boolean] whether that JVM exited normally
      def settle(complete)
        return unless File.exist?(@draft)

        if complete && File.size(@draft).positive?
          File.write("#{@draft}.sum", seal(@draft))
          File.rename("#{@draft}.sum", "#{@path}.sum")
          File.rename(@draft, @path)
          remove_others
        end
      rescue SystemCallError
        # The next start works without an archive, or makes a new one.
        nil
      ensure
        FileUtils.rm_f([@draft, "#{@draft}.sum"])
      end

      private

      def usable?
        File.read("#{@path}.sum") == seal(@path)
      rescue SystemCallError
        false
      end

      # Guards against damage, not against an attacker: who can write here owns the host already.
      def seal(file)
        sum = File.open(file, 'rb') do |io|
          crc = 0
          while (block = io.read(1 << 20))
            crc = Zlib.crc32(block, crc)
          end
          crc
        end
        "#{File.size(file)} #{sum}\n"
      end

      def writable?
        FileUtils.mkdir_p(@directory, mode: 0o755)
        File.writable?(@directory)
      rescue SystemCallError
        false
      end

      # Archives of jars and JVMs that are gone.
      def remove_others
        mine = [@path, "#{@path}.sum"]
        finished = Dir.glob(File.join(@directory, "#{PREFIX}*.{jsa,jsa.sum}"))
        FileUtils.rm_f(finished - mine)
      end
    end
  end
end
