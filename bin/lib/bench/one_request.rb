module Bench
  # The least that a JVM can do about Porto: start with the provider's flags and a class archive, ask one property
  # over the JDK's socket, end. No libraries.
  class OneRequest
    SOURCE = File.join(__dir__, 'OneRequest.java')

    def initialize(lab, host, container)
      classes = lab.directory('one-request')
      system('javac', '-d', classes, SOURCE, exception: true)
      jar = File.join(classes, 'one-request.jar')
      system('jar', '--create', '--file', jar, '-C', classes, 'OneRequest.class', exception: true)
      archive = File.join(classes, 'one-request.jsa')
      @java = lab.launch(host).argv.first
      @arguments = ['-cp', jar, 'OneRequest', host.socket, container]
      java("-XX:ArchiveClassesAtExit=#{archive}")
      @archive = "-XX:SharedArchiveFile=#{archive}"
    end

    def run
      java(@archive)
    end

    private

    def java(archive)
      system(@java, *PuppetX::Porto::Launch::FLAGS, archive, *@arguments, out: File::NULL, exception: true)
    end
  end
end
