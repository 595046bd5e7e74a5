module Bench
  # How long until the core's first answer, against the least that any JVM needs; and that a class archive which is
  # missing, stale or damaged costs nothing.
  class Cold
    HELLO = 'JVM hello world'.freeze
    PLAIN = 'core, no class archive'.freeze
    TUNED = 'core, tuned: with its class archive'.freeze
    WANTED = 3.2
    # Differences below this are noise.
    NOISE = 1.08

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      @host = @lab.host('cold')
      @archive = @lab.trained_launch(@host).argv.grep(/SharedArchiveFile=/).first.split('=').last
      @hello = @lab.hello_world
      figures = runner.measure([hello, plain, tuned], rounds: 21, warm_up: 2)
      result = Result.new('cold', "the core's first answer, cold: start, hello, one observation with its plan").add_figures(figures)
      result.claim("#{TUNED}, against #{HELLO}", figures[TUNED].median / figures[HELLO].median, WANTED)
      hold_spoilt(runner, result)
    end

    private

    def hello
      Candidate.new(HELLO, -> { system(*@hello, out: File::NULL, exception: true) && nil })
    end

    def tuned
      Candidate.new(TUNED, -> { first_answer(&:argv) })
    end

    def plain
      Candidate.new(PLAIN, -> { first_answer { |launch| launch.argv.grep_v(/\A-XX:(Shared|Archive)/) } })
    end

    # What can be wrong with an archive. The launch decides each time, as in every Puppet run, and its core leaves a
    # good one for the next time; that work comes after the answer.
    def hold_spoilt(runner, result)
      spoilt = {
        'core, archive missing' => -> { FileUtils.rm_f([@archive, "#{@archive}.sum"]) },
        'core, archive truncated' => -> { File.truncate(@archive, File.size(@archive) / 2) },
        'core, archive damaged' => -> { File.write(@archive, "\0" * 4096, 1 << 20) },
        'core, archive of another jar in its place' => -> { another_jars }
      }
      candidates = spoilt.map do |name, spoil|
        Candidate.new(name, -> { spoil.call; first_answer(&:argv) })
      end
      figures = runner.measure([plain, *candidates], rounds: 7)
      result.add_figures(figures)
      spoilt.each_key do |name|
        result.claim("#{name}, against #{PLAIN}", figures[name].median / figures[PLAIN].median, NOISE)
      end
      result
    end

    # A whole archive, with its checksum, that the JVM itself has to refuse.
    def another_jars
      @other ||= begin
        path = File.join(@lab.dir, 'other.jsa')
        system(@hello.first, "-XX:ArchiveClassesAtExit=#{path}", *@hello.drop(1), out: File::NULL, exception: true)
        File.binread(path)
      end
      File.binwrite(@archive, @other)
      File.write("#{@archive}.sum", "fresh\n#{Zlib.crc32(@other)}\n")
    end

    # Milliseconds from the decision how to start to the answer; how the core ends is not part of it.
    def first_answer
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
      launch = @lab.launch(@host)
      core = Core.new(yield(launch), @host.environment)
      core.call('observe', 'daemons' => [Definitions.document('cold')], 'claims' => {}, 'plan' => true)
      took = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond) - start
      launch.finished(core.close)
      took
    end
  end
end
