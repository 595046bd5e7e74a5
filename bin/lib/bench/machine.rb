require 'etc'
require 'open3'
require 'time'

module Bench
  # What the figures were taken on.
  module Machine
    module_function

    def facts(root)
      { 'date' => Time.now.utc.iso8601, 'commit' => first_line('git', '-C', root, 'describe', '--always', '--dirty'),
        'cores' => Etc.nprocessors, 'processor' => processor, 'memory_mb' => memory,
        'system' => File.read('/etc/os-release')[/^PRETTY_NAME="(.*)"/, 1],
        'kernel' => first_line('uname', '-r'), 'java' => first_line(PuppetX::Porto::JavaRuntime.path, '-version'),
        'ruby' => first_line('ruby', '--version'), 'puppet' => first_line('puppet', '--version'),
        'load' => load_average }
    end

    # Of the last one, five and fifteen minutes.
    def load_average
      File.read('/proc/loadavg').split.first(3).join(' ')
    end

    def processor
      File.read('/proc/cpuinfo')[/^model name\s*: (.*)/, 1] || first_line('uname', '-m')
    end

    def memory
      File.read('/proc/meminfo')[/^MemTotal:\s+(\d+)/, 1].to_i / 1024
    end

    def first_line(*argv)
      Open3.capture2e(*argv).first.lines.first.to_s.strip
    end
  end
end
