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
    # is used only while it is what was recorded beside it: its checksum, and what tells that nobody has
    # written to it since it was summed.
    class ClassArchive
      PREFIX = 'core-'
      # Seconds after which a draft is nobody's any more.
      ABANDONED = 86_400
      FRESH = 'fresh'

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
        reading = reading_flags
        return reading unless reading.empty?

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
          File.rename(@draft, @path)
          record(@path)
          remove_others
        end
      rescue SystemCallError
        # The next start works without an archive, or makes a new one.
        nil
      ensure
        FileUtils.rm_f([@draft, "#{@draft}.sum"])
      end

      private

      # Summing takes as long as a tenth of the JVM's start: it is done again only for an archive that was
      # touched since, such as one that came out of a backup.
      def usable?
        recorded, sum = File.read("#{@path}.sum").split("\n")
        return true if recorded == touched(@path) && recorded != FRESH
        return false unless sum == checksum(@path)

        record(@path)
        true
      rescue SystemCallError
        false
      end

      # Guards against damage, not against an attacker: who can write here owns the host already.
      def checksum(file)
        File.open(file, 'rb') do |io|
          crc = 0
          while (block = io.read(1 << 20))
            crc = Zlib.crc32(block, crc)
          end
          crc.to_s
        end
      end

      # Changes whenever somebody writes to the file, renames it or puts another into its place. Clocks of file
      # systems tick in milliseconds: of a file that was touched just now it tells nothing.
      def touched(file)
        stat = File.stat(file)
        return FRESH if Time.now - stat.ctime < 1

        times = [stat.mtime, stat.ctime].map { |time| time.strftime('%s.%N') }
        [stat.dev, stat.ino, stat.size, *times].join(' ')
      end

      # In one step, for cores that start at the same time.
      def record(file)
        File.write("#{@draft}.sum", "#{touched(file)}\n#{checksum(file)}\n")
        File.rename("#{@draft}.sum", "#{@path}.sum")
      rescue SystemCallError
        nil
      end

      def writable?
        FileUtils.mkdir_p(@directory, mode: 0o755)
        File.writable?(@directory)
      rescue SystemCallError
        false
      end

      # Archives of jars and JVMs that are gone, and drafts of runs that were killed.
      def remove_others
        finished = Dir.glob(File.join(@directory, "#{PREFIX}*.{jsa,jsa.sum}")) - [@path, "#{@path}.sum"]
        drafts = Dir.glob(File.join(@directory, "#{PREFIX}*.jsa.[0-9]*"))
        FileUtils.rm_f(finished + drafts.select { |draft| abandoned?(draft) })
      end

      # No run takes so long, and a live one must not lose its draft.
      def abandoned?(draft)
        File.mtime(draft) < Time.now - ABANDONED
      rescue SystemCallError
        false
      end
    end
  end
end
