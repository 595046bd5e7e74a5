# frozen_string_literal: true

require 'json'
require 'socket'
require_relative 'fake_core'

# An agent for specs: a socket behind which a {FakeCore} answers, or whatever an example makes of it.
class FakeAgent
  attr_reader :core, :callers

  # @param dir [String] the run directory
  # @param answer [#call] given the core and a line, its answer; nil for silence
  def initialize(dir, core: FakeCore.new, answer: nil)
    @core = core
    @answer = answer || method(:by_core)
    @callers = 0
    @server = UNIXServer.new(File.join(dir, 'agent.socket'))
    @threads = [Thread.new { accept }]
  end

  def close
    @threads.each(&:kill).each(&:join)
    @server.close
  end

  private

  def accept
    loop do
      caller = @server.accept
      @callers += 1
      @threads << Thread.new { serve(caller) }
    end
  end

  def serve(caller)
    while (line = caller.gets)
      answer = @answer.call(core, line)
      caller.puts(answer) if answer
    end
  rescue SystemCallError, IOError
    nil
  ensure
    caller.close
  end

  def by_core(core, line)
    core.write(line, 0)
    core.read(0)
  end
end
