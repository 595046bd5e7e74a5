# frozen_string_literal: true

require 'fileutils'
require_relative 'acceptance_helper'

# Everyone at once: Puppet runs, applies by hand, changing files, dying daemons, and the agent between them.
# TOGETHER_SECONDS says for how long, 600 for the long version.
RSpec.describe 'Puppet, the command line, files and the agent together', :host do
  let(:seconds) { Float(ENV.fetch('TOGETHER_SECONDS', '20')) }
  let(:jar) { AgentProcess::JAR }
  let(:counts) { Hash.new(0) }
  let(:failures) { Queue.new }

  before(:context) { @agent = AgentProcess.new(@host, '--interval', '5') }
  after(:context) { @agent.stop if @agent }

  # Runs the block over and over, each time with the next number, until time is up; a failure ends it.
  def loops(name, finish)
    Thread.new do
      round = 0
      while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
        yield(round += 1)
        counts[name] = round
      end
      round
    rescue StandardError, RSpec::Expectations::ExpectationNotMetError => e
      failures << "#{name}, round #{round}: #{e.message}"
      round
    end
  end

  def cmdline(name)
    host.process(name, 'cmdline').join(' ')
  rescue SystemCallError, ArgumentError, TypeError
    ''
  end

  def sleeping(number)
    ['/bin/sleep', (100_000 + number).to_s]
  end

  def definition(name, number)
    { 'meta' => { 'name' => name },
      'spec' => { 'properties' => { 'cmd' => sleeping(number), 'respawn' => false },
                  'policy' => { 'min_uptime' => 0.2, 'ready_timeout' => 10, 'stop_timeout' => 2 } } }
  end

  def by_hand(name, number)
    file = host.place("#{name}.json")
    File.write(file, JSON.generate(definition(name, number)))
    host.command('java', '-XX:TieredStopAtLevel=1', '-jar', jar, 'apply', '-f', file)
  end

  def drop(name, number)
    FileUtils.mkdir_p(host.place('definitions'))
    draft = File.join(host.place('definitions'), ".#{name}")
    File.write(draft, JSON.generate(definition(name, number)))
    File.rename(draft, File.join(host.place('definitions'), "#{name}.json"))
  end

  def kill(name)
    pid = porto.pid(name)
    # 0 would be this whole process group.
    Process.kill(:KILL, pid) if pid && pid > 1
  rescue SystemCallError, ArgumentError, TypeError
    nil
  end

  it 'never get into each other\'s way, and lose nothing' do
    by_hand('dying', 0)
    finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
    threads = [
      loops(:puppet, finish) do |round|
        data = declare('by-puppet', properties: { 'cmd' => sleeping(1000 + round) })
        run = host.apply(data)
        expect(run.status).to eq(2), run.text
        expect(cmdline('by-puppet')).to eq sleeping(1000 + round).join(' ')
      end,
      loops(:hand, finish) do |round|
        run = by_hand('by-hand', 2000 + round)
        expect(run.status).to eq(0), run.text
        expect(cmdline('by-hand')).to eq sleeping(2000 + round).join(' ')
      end,
      loops(:file, finish) do |round|
        drop('by-file', 3000 + round)
        host.wait_until("the file's round #{round}:\n#{@agent.log.lines.last(5).join}") do
          cmdline('by-file') == sleeping(3000 + round).join(' ')
        end
      end,
      loops(:death, finish) do
        kill('dying')
        host.wait_until('what died to run again') { porto.state('dying') == 'running' }
        # What lasts this long is no repetition, and is not damped.
        sleep 4
      end
    ]
    rounds = threads.map(&:value)

    expect(Array.new(failures.size) { failures.pop }.join("\n")).to eq ""
    expect(rounds).to all(be_positive)
    RSpec.configuration.reporter.message("  rounds: #{counts}")
    host.wait_until('what died to run again') { porto.state('dying') == 'running' }
    expect(%w[by-puppet by-hand by-file].map { |name| cmdline(name) })
      .to eq [1000, 2000, 3000].zip(rounds).map { |base, round| sleeping(base + round).join(' ') }
    expect(@agent.log).not_to match(/a fault of|Exception|another run holds/)
  end
end
