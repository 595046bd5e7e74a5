# frozen_string_literal: true

# bin/soak's program: a host, an agent, and a stream of everything that wakes it.

require 'json'
require 'open3'
require_relative '../../lib/puppet_x/porto/version'
%w[host agent_process].each { |file| require_relative "../../spec/acceptance/support/#{file}" }

# One soak. The rate stands for 1,000 times that of a host with a hundred daemons that each change state, or have
# their file written, once an hour, and with a few Puppet runs an hour.
class Soak
  DAEMONS = 10
  PER_SECOND = 28
  # Some events take their time: several are made at once.
  MAKERS = 6
  # Daemons are read back before the first measurement, and the JVM has compiled what is used most.
  MEASUREMENTS = 20

  # What one measurement found: seconds since the beginning, KiB, KiB, threads, seconds of processor.
  Figure = Struct.new(:at, :heap, :rss, :threads, :cpu)

  def initialize(seconds, out: $stdout)
    @seconds = seconds
    @out = out
    @numbers = Queue.new
    @events = 0
    @host = Host.new
  end

  # @return [Array<Figure>]
  def run
    declare
    @agent = AgentProcess.new(@host, '--interval', '10')
    @out.puts format('%8s %8s %12s %10s %8s %8s', 'seconds', 'events', 'heap KiB', 'RSS KiB', 'threads', 'CPU s')
    figures = measure_while { |number| event(number) }
    @out.puts verdict(figures)
    figures
  ensure
    @agent.stop if @agent
    @host.close
  end

  # Whether the heap after collections grew between the second quarter and the last. The least of each counts: what
  # is being worked on comes and goes, a leak stays.
  def self.grown?(figures)
    heaps = figures.map(&:heap)
    quarter = heaps.size / 4
    early = heaps[quarter, quarter].min
    late = heaps[-quarter, quarter].min
    late > early * 1.05 && late - early > 512
  end

  private

  def verdict(figures)
    self.class.grown?(figures) ? 'the heap grew' : "the heap did not grow over #{@events} events, #{(@events / @seconds).round} a second"
  end

  # Lets the makers work at the rate, and measures meanwhile.
  def measure_while
    begun = now
    makers = Array.new(MAKERS) { Thread.new { while (number = @numbers.pop) do yield(number) end } }
    figures = Array.new(MEASUREMENTS) do |index|
      order_until(begun, begun + @seconds * (index + 1) / MEASUREMENTS.to_f)
      measure(now - begun)
    end
    @numbers.close
    makers.each(&:join)
    figures
  end

  # Orders events as they fall due; no more than the makers can make, so that the rate told is the real one.
  def order_until(begun, due)
    while now < due
      wanted = ((now - begun) * PER_SECOND).to_i
      @numbers << (@events += 1) while @events < wanted && @numbers.size < MAKERS
      sleep 0.02
    end
  end

  def measure(at)
    jcmd('GC.run')
    heap = jcmd('GC.heap_info').scan(/used (\d+)K/).first(2).flatten.sum(&:to_i)
    status = File.read("/proc/#{@agent.pid}/status")
    ticks = File.read("/proc/#{@agent.pid}/stat").split[13, 2].sum(&:to_i)
    figure = Figure.new(at.round, heap, status[/VmRSS:\s+(\d+)/, 1].to_i, status[/Threads:\s+(\d+)/, 1].to_i, ticks / 100.0)
    @out.puts format('%8d %8d %12d %10d %8d %8.1f', figure.at, @events, *figure.to_a.drop(1))
    figure
  end

  def jcmd(command)
    text, status = Open3.capture2e('jcmd', @agent.pid.to_s, command)
    raise "jcmd #{command}: #{text}" unless status.success?

    text
  end

  # A second has something of everything.
  def event(number)
    case number % PER_SECOND
    when 0 then stranger("stranger-#{number}")
    when 1, 2 then look
    when 3 then kill(number % DAEMONS)
    when 4..7 then touch_dpkg
    when 8..11 then write('rubbish', '{')
    else write(number % DAEMONS)
    end
  end

  def declare
    FileUtils.mkdir_p(@host.place('definitions'))
    DAEMONS.times { |number| write(number) }
  end

  def write(name, text = definition(name))
    draft = File.join(@host.place('definitions'), ".draft-#{Thread.current.object_id}")
    File.write(draft, text)
    File.rename(draft, File.join(@host.place('definitions'), "soak-#{name}.json"))
  end

  def definition(number)
    JSON.generate('meta' => { 'name' => "soak-#{number}" },
                  'spec' => { 'properties' => { 'cmd' => ['/bin/sleep', (200_000 + number).to_s], 'respawn' => false },
                              'policy' => { 'min_uptime' => 0.05, 'stop_timeout' => 1 } })
  end

  def touch_dpkg
    status = File.join(@host.apt.environment.fetch('DPKG_ADMINDIR'), 'status')
    draft = "#{status}.#{Thread.current.object_id}"
    File.write(draft, File.read(status))
    File.rename(draft, status)
  end

  # A container that is nobody's, whose states portod tells all the same.
  def stranger(name)
    porto = @host.porto
    porto.create(name)
    porto.set(name, 'command', 'true')
    porto.start(name)
    porto.destroy(name)
  end

  # A caller that leaves without a goodbye.
  def look
    UNIXSocket.open(@agent.socket) do |caller|
      [['hello', { 'protocol' => 1, 'version' => PuppetX::Porto::VERSION }], ['status', {}]].each_with_index do |(method, params), id|
        caller.puts(JSON.generate('jsonrpc' => '2.0', 'id' => id, 'method' => method, 'params' => params))
        caller.gets
      end
    end
  end

  def kill(number)
    pid = @host.porto.pid("soak-#{number}")
    Process.kill(:KILL, pid) if pid && pid > 1
  rescue SystemCallError, ArgumentError, TypeError
    nil
  end

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end

if $PROGRAM_NAME == __FILE__
  exit(Soak.grown?(Soak.new(Float(ARGV.fetch(0))).run) ? 1 : 0)
end
