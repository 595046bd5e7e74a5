require 'fileutils'
require 'puppet_x/porto/launch'
require 'tmpdir'
require_relative 'clones'
require_relative 'core'
require_relative 'definitions'
require_relative 'dpkg_copy'
require_relative 'host'
require_relative 'portoctl'

module Bench
  # What the comparisons share: hosts, a dpkg database and small programs, below one directory that is taken away at
  # the end.
  class Lab
    attr_reader :dir, :root

    def initialize(root)
      @root = root
      @dir = Dir.mktmpdir('porto-bench')
      @hosts = {}
      @cleanups = []
    end

    # A host by name; made at the first question.
    def host(name)
      @hosts[name] ||= Host.new(self, File.join(@dir, name)).tap { |host| at_close { host.close } }
    end

    def dpkg
      @dpkg ||= DpkgCopy.new(directory('dpkg'))
    end

    # argv of a client that answers `get NAME PROPERTY`: the one that PORTOCTL names, or a small one of ours.
    def portoctl
      @portoctl ||= Portoctl.path(self)
    end

    def jar
      File.join(@root, 'lib/java/porto-daemon-core.jar')
    end

    # A host on which so many daemons run, or are kept stopped, as declared.
    def converged_host(count, state: 'running')
      (@converged ||= {})[[count, state]] ||= host("#{state}-#{count}").tap do |host|
        Clones.new(self, host).make(Definitions.documents(count, dpkg.packages(count), state: state))
      end
    end

    # How the provider would start the core on this host.
    def launch(host)
      saved = ENV.to_h
      ENV.update(host.environment)
      PuppetX::Porto::Launch.new
    ensure
      ENV.replace(saved)
    end

    # The launch of a core whose class archive has been written.
    def trained_launch(host)
      launched = launch(host)
      3.times do
        return launched if launched.argv.any? { |flag| flag.start_with?('-XX:SharedArchiveFile=') }

        core = Core.new(launched.argv, host.environment)
        core.call('observe', 'daemons' => [Definitions.document('trainer')], 'claims' => {}, 'plan' => true)
        launched.finished(core.close)
      end
      abort 'the class archive was not made'
    end

    # argv of a JVM that says hello: what every JVM needs at least.
    def hello_world
      classes = directory('hello')
      source = File.join(classes, 'Hello.java')
      File.write(source, 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }')
      system('javac', '-d', classes, source, exception: true)
      jar = File.join(classes, 'hello.jar')
      system('jar', '--create', '--file', jar, '-C', classes, 'Hello.class', exception: true)
      [PuppetX::Porto::JavaRuntime.path, '-cp', jar, 'Hello']
    end

    def directory(name)
      File.join(@dir, name).tap { |path| FileUtils.mkdir_p(path) }
    end

    # What is to be done when the lab closes; the last first.
    def at_close(&block)
      @cleanups << block
    end

    def close
      @cleanups.reverse_each(&:call)
      FileUtils.rm_rf(@dir)
    end
  end
end
