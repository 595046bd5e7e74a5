# frozen_string_literal: true

require 'puppet_x/porto/child_process'
require 'puppet_x/porto/core'

# On JRuby the core is called in the same process.
RSpec.describe PuppetX::Porto::ChildProcess, :mri do
  let(:ruby) { File.join(RbConfig::CONFIG['bindir'], RbConfig::CONFIG['ruby_install_name']) }
  let(:statuses) { [] }

  def child(script)
    @child = described_class.new([ruby, '--disable=gems', '-e', "$stdout.sync = true\n#{script}"],
                                 finished: ->(status) { statuses << status })
  end

  def soon(seconds = 30)
    Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
  end

  after { @child.close if @child }

  it 'passes lines both ways, without a shell' do
    echo = child('while (line = $stdin.gets) do puts line.reverse.strip end')
    echo.write('"$HOME" ü', soon)

    expect(echo.read(soon)).to eq 'ü "EMOH$"'
  end

  it 'takes a line longer than a pipe holds, each way' do
    echo = child('while (line = $stdin.gets) do puts line end')
    long = 'x' * 300_000
    writer = Thread.new { echo.write(long, soon) }

    expect(echo.read(soon)).to eq long
    writer.join
  end

  it 'ends a child that stays silent, and says so' do
    silent = child('$stderr.puts "thinking"; $stdin.read; sleep')
    pid = silent.instance_variable_get(:@waiter).pid

    expect { silent.read(soon(0)) }.to raise_error(PuppetX::Porto::BridgeBroken, /did not answer in time \(signal/)
    expect { Process.kill(0, pid) }.to raise_error(Errno::ESRCH)
    expect(silent).not_to be_open
  end

  it 'ends a child that does not read' do
    deaf = child('sleep')

    expect { deaf.write('x' * 1_000_000, soon(0.2)) }.to raise_error(PuppetX::Porto::BridgeBroken, /in time/)
  end

  it 'reports a child that dies, with its status and stderr' do
    dying = child('$stderr.puts "no memory left"; exit 3')

    expect { dying.read(soon) }.to raise_error(PuppetX::Porto::BridgeBroken, /ended \(exit status 3\).*no memory left/m)
    expect(statuses.map(&:exitstatus)).to eq [3]
  end

  it 'reports a child that is killed' do
    killed = child('Process.kill(:KILL, Process.pid)')

    expect { killed.read(soon) }.to raise_error(PuppetX::Porto::BridgeBroken, /ended \(signal 9\)/)
  end

  it 'says that a command cannot be started' do
    expect { described_class.new(['/nonexistent/java']) }
      .to raise_error(PuppetX::Porto::BridgeBroken, %r{could not be started \(/nonexistent/java\)})
  end

  it 'keeps only the end of a long stderr' do
    noisy = child('$stderr.puts("x" * 200_000, "the end"); exit 1')

    expect { noisy.read(soon) }.to raise_error { |error|
      expect(error.message).to end_with('the end')
      expect(error.message.length).to be < 10_000
    }
  end

  describe 'as a core' do
    it 'is broken by rubbish, whose beginning is shown' do
      rubbish = child('puts "Picked up JAVA_TOOL_OPTIONS"; $stdin.read')

      expect { PuppetX::Porto::Core.new(rubbish, '1') }
        .to raise_error(PuppetX::Porto::BridgeBroken, /printed what is no message: Picked up JAVA_TOOL_OPTIONS/)
    end

    it 'is broken by an answer to another question' do
      confused = child('$stdin.gets; puts %q({"jsonrpc":"2.0","id":7,"result":{}}); $stdin.read')

      expect { PuppetX::Porto::Core.new(confused, '1') }
        .to raise_error(PuppetX::Porto::BridgeBroken, /a question that was not asked/)
    end

    it 'passes progress on and goes on waiting for the answer' do
      script = <<-RUBY
        $stdin.gets
        puts '{"jsonrpc":"2.0","method":"progress","params":{"name":"web","text":"fetching"}}'
        puts '{"jsonrpc":"2.0","id":1,"result":{"protocol":1}}'
        $stdin.gets
        puts '{"jsonrpc":"2.0","id":2,"result":{}}'
      RUBY
      told = []
      core = PuppetX::Porto::Core.new(child(script), '1', progress: ->(name, text) { told << [name, text] })
      core.close

      expect(told).to eq [%w[web fetching]]
      expect(statuses.map(&:success?)).to eq [true]
    end

    it 'refuses with the message that the core gives' do
      refusing = child('$stdin.gets; puts %q({"id":1,"error":{"code":-32001,"message":"protocol 2 is spoken here"}})')

      expect { PuppetX::Porto::Core.new(refusing, '1') }
        .to raise_error(PuppetX::Porto::Refused, 'protocol 2 is spoken here')
    end
  end
end
