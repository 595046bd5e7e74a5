# frozen_string_literal: true

require 'json'
require 'socket'
require_relative '../../../lib/puppet_x/porto/launch'

# The agent of a host, as a unit would run it.
class AgentProcess
  JAR = File.expand_path('../../../lib/java/porto-daemon-core.jar', __dir__)
  FLAGS = PuppetX::Porto::Launch::AGENT_FLAGS

  attr_reader :pid

  # @param host [Host]
  # @param options [Array<String>] as for `porto-daemon agent`
  def initialize(host, *options)
    @host = host
    @options = options
    start
  end

  # @param surroundings [Hash] environment beside the host's
  def start(surroundings = {})
    @pid = spawn(@host.environment.merge(surroundings), 'java', *FLAGS, '-jar', JAR, 'agent', *@options,
                 out: @host.place('agent.log'), err: %i[child out])
    @host.wait_until("the agent to answer:\n#{log}") { answers? }
  end

  def log
    File.exist?(@host.place('agent.log')) ? File.read(@host.place('agent.log')) : ''
  end

  # @return [Integer] its exit status
  def stop(signal = :TERM)
    Process.kill(signal, @pid)
    Process.wait2(@pid).last.exitstatus
  end

  def signal(name)
    Process.kill(name, @pid)
  end

  def socket
    File.join(@host.place('run'), 'agent.socket')
  end

  private

  def answers?
    UNIXSocket.open(socket) do |caller|
      caller.puts(JSON.generate('jsonrpc' => '2.0', 'id' => 1, 'method' => 'hello',
                                'params' => { 'protocol' => 1, 'version' => '0.1.0' }))
      JSON.parse(caller.gets).key?('result')
    end
  rescue SystemCallError, JSON::ParserError, TypeError
    false
  end
end
