module Bench
  # How long until the core's first answer, against the least that any JVM needs.
  class Cold
    ROUNDS = 21

    def initialize(lab)
      @lab = lab
    end

    def comparison
      @lab.start_endpoint
      @launch = in_environment { PuppetX::Porto::Launch.new }
      @java = @launch.argv.first
      hello_class
      Comparison.new(name: 'cold', title: 'first answer of the core, cold: hello and one observation', target: 3.2,
                     rounds: ROUNDS, candidates: [
                       Candidate.new('JVM hello world', -> { hello_world }),
                       Candidate.new('core, no class archive', -> { first_answer(plain) }),
                       Candidate.new('core, tuned', -> { first_answer(tuned) })
                     ])
    end

    private

    # The class archive's place comes from the environment.
    def in_environment
      saved = ENV.to_h
      ENV.update(@lab.environment)
      yield
    ensure
      ENV.replace(saved)
    end

    def hello_class
      @classes = @lab.directory('hello')
      source = File.join(@classes, 'Hello.java')
      File.write(source, 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }')
      system('javac', '-d', @classes, source, exception: true)
    end

    def hello_world
      system(@java, '-cp', @classes, 'Hello', out: File::NULL, exception: true)
      nil
    end

    def tuned
      @launch.argv
    end

    def plain
      @launch.argv.grep_v(/\A-XX:(SharedArchiveFile|ArchiveClassesAtExit)=/)
    end

    # Milliseconds from the start of the process to the answer; its end is not part of it.
    def first_answer(argv)
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
      core = Core.new(argv, @lab.environment)
      core.call('hello', 'protocol' => 1, 'version' => PuppetX::Porto::VERSION)
      core.call('observe', 'daemons' => [Observe.definition('cold')], 'claims' => {}, 'instances' => false)
      took = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond) - start
      @launch.finished(core.close)
      took
    end
  end
end
