# frozen_string_literal: true

require 'fileutils'
require_relative 'acceptance_helper'

RSpec.describe 'The agent beside Puppet', :host do
  before(:context) do
    @java = JavaCount.new(@host.dir)
    @agent = AgentProcess.new(@host, '--interval', '3600', '--group', 'daemon')
  end
  after(:context) { @agent.stop if @agent }

  attr_reader :java, :agent

  def apply(*levels)
    host.apply(*levels, env: java.environment)
  end

  def with_puppets_java
    java.starts
    yield
    java.starts
  end

  it 'serves a run that starts no JVM, its facts included' do
    host.apt.publish('kept', '1.0')
    data = declare('kept', packages: { 'kept' => '1.0' })
    runs = []
    expect(with_puppets_java { runs = [apply(data), apply(data)] }).to eq 0
    expect(runs.map(&:status)).to eq([2, 0]), runs.map(&:text).join
    expect([porto.state('kept'), host.apt.installed('kept')]).to eq ['running', '1.0']
    facts = nil
    expect(with_puppets_java { facts = host.command('puppet', 'facts', 'show', 'porto_daemons', env: java.environment) }).to eq 0
    expect(facts.text).to include('"kept"', 'CURRENT')
  end

  it 'brings a daemon back that was killed, with respawn off' do
    apply(declare('killed', properties: { 'respawn' => false }))
    comes_back('killed')
  end

  it 'installs a package anew that somebody took away, told of it by dpkg' do
    host.apt.publish('taken', '1.0')
    apply(declare('taken', packages: { 'taken' => '1.0' }))
    host.apt.install('taken-')
    expect(host.apt.installed('taken')).to be_nil
    host.wait_until('the package to be there again') { host.apt.installed('taken') == '1.0' }
    host.wait_until('the daemon to run') { porto.state('taken') == 'running' }
  end

  it 'gives way when it hangs: the run does its work with a core of its own' do
    # One that hangs at work holds the lock as long: that is told after a bound, by name.
    idle
    agent.signal(:STOP)
    run = nil
    expect(with_puppets_java { run = apply(declare('hung')) }).to be_positive
    expect(run.status).to eq(2), run.text
  ensure
    agent.signal(:CONT)
  end

  it 'is not used by a core of another version, and runs the new one under the same pid without touching a daemon' do
    apply(declare('lasting'))
    daemon = porto.pid('lasting')
    agent.stop
    jar = host.place('synced.jar')
    FileUtils.cp(AgentProcess::JAR, jar)
    stub_const('AgentProcess::JAR', jar)
    agent.start
    FileUtils.cp(jar, "#{jar}.new")
    FileUtils.touch("#{jar}.new", mtime: Time.now + 60)
    File.rename("#{jar}.new", jar)
    # A caller, or the agent itself, finds it first.
    host.wait_until('it to run again') { agent.log.include?('another core has come') }
    host.wait_until('it to answer') { agent.send(:answers?) }
    expect(Process.waitpid(agent.pid, Process::WNOHANG)).to be_nil
    expect(File.readlink("/proc/#{agent.pid}/exe")).to end_with('/java')
    expect(porto.pid('lasting')).to eq daemon
    expect(with_puppets_java { apply(declare('lasting')) }).to eq 0
  ensure
    agent.stop
    agent.start
  end

  it 'ends well at SIGTERM, and leaves daemons running' do
    apply(declare('staying'))
    daemon = porto.pid('staying')
    expect(agent.stop).to eq 0
    expect([porto.pid('staying'), File.exist?(agent.socket)]).to eq [daemon, false]
    agent.start
  end

  # What only the agent can have done: this process could not reach Porto itself.
  def through_the_agent(*arguments)
    host.command('java', '-jar', AgentProcess::JAR, *arguments,
                 env: { 'PORTO_SOCKET' => host.place('nowhere'), 'SUDO_USER' => 'ann' })
  end

  def idle
    host.wait_until('the agent to have nothing to do') { File.empty?(File.join(host.place('run'), 'lock')) }
  end

  it 'takes the command line\'s orders; when it hangs they are carried out without it' do
    apply(declare('ordered'))
    before = porto.pid('ordered')
    done = through_the_agent('restart', 'ordered', '--reason', 'a leak')
    expect(done.status).to eq(0), done.text
    between = porto.pid('ordered')
    expect(between).not_to eq before
    expect(host.command('java', '-jar', AgentProcess::JAR, 'history', 'ordered').text).to match(/ann .*a leak/)

    idle
    agent.signal(:STOP)
    alone = host.command('java', '-jar', AgentProcess::JAR, 'restart', 'ordered', '--reason', 'another')
    expect(alone.status).to eq(0), alone.text
    expect(alone.text).to include('not through the agent: the agent did not answer within 2 s')
    expect(porto.pid('ordered')).not_to eq between
  ensure
    agent.signal(:CONT)
  end

  it 'is killed outright at work: the next one takes up its place, and nothing is started twice' do
    slow = declare('halfway', properties: { 'cmd' => ['/bin/sleep', '123456'], 'respawn' => false })
    apply(slow)
    slow['porto::defaults']['min_uptime'] = 8
    apply(slow)
    idle
    order = Thread.new { through_the_agent('restart', 'halfway', '--reason', 'a leak') }
    host.wait_until('it to be at work') { !File.empty?(File.join(host.place('run'), 'lock')) }
    agent.stop(:KILL)
    expect(order.value.text).to include('the agent ended')
    Process.kill(:KILL, porto.pid('halfway')) if porto.state('halfway') == 'running'
    agent.start
    host.wait_until('the daemon to run again') { porto.state('halfway') == 'running' }
    idle
    expect(processes('/bin/sleep', '123456').size).to eq 1
    daemon = porto.pid('halfway')
    again = apply(slow)
    expect(again.status).to eq(0), again.text
    expect(porto.pid('halfway')).to eq daemon
  end

  def processes(*argv)
    Dir['/proc/[0-9]*/cmdline'].select do |file|
      File.read(file).split("\0") == argv
    rescue SystemCallError
      false
    end
  end

  FAKETIME = Dir['/usr/lib/*/faketime/libfaketimeMT.so.1'].first

  # Its wall clock alone: what it measures pauses by goes on, as the kernel's does when somebody sets the time.
  def under_another_clock
    clock = host.place('clock')
    jump = lambda do |offset|
      File.write("#{clock}.new", offset)
      File.rename("#{clock}.new", clock)
    end
    jump.call('+0')
    agent.stop
    agent.start('LD_PRELOAD' => FAKETIME, 'FAKETIME_TIMESTAMP_FILE' => clock, 'FAKETIME_NO_CACHE' => '1',
                'FAKETIME_DONT_FAKE_MONOTONIC' => '1', 'FAKETIME_FORCE_MONOTONIC_FIX' => '0')
    yield jump
  ensure
    agent.stop
    agent.start
  end

  # The day of a restart for a reason, as the agent dated it.
  def day_of_restart(name, reason)
    history = host.command('java', '-jar', AgentProcess::JAR, 'history', name).text
    history[/^(\S{10})T\S+ .* restart .* #{Regexp.escape(reason)}$/, 1]
  end

  it 'lives through a clock that is set forward and back by a day' do
    skip 'libfaketime is not installed here' unless FAKETIME
    asked = host.place('asked')
    FileUtils.chmod(0o755, host.dir)
    File.write(asked, '')
    FileUtils.chmod(0o666, asked)
    lone = { 'respawn' => false }
    probe = { 'liveness' => { 'exec' => ['sh', '-c', "echo >>#{asked}"], 'interval' => 1 } }
    names = { 'struck' => daemon(properties: lone), 'left' => daemon(properties: lone),
              'probed' => daemon(properties: lone, health: probe), 'tended' => daemon(properties: lone) }
    apply(declare('any').merge('porto::daemons' => names))
    through_the_agent('maintenance', 'on', 'tended', '--reason', 'a look')
    Process.kill(:KILL, porto.pid('tended'))
    others = %w[left probed].to_h { |name| [name, porto.pid(name)] }
    under_another_clock do |jump|
      days = %w[+86400 -86400].map do |offset|
        jump.call(offset)
        2.times { comes_back('struck') }
        told = File.size(asked)
        host.wait_until('the probe to be made') { File.size(asked) > told + 1 }
        expect(%w[left probed].to_h { |name| [name, porto.pid(name)] }).to eq others
        expect(porto.state('tended')).to eq 'dead'
        idle
        expect(through_the_agent('restart', 'struck', '--reason', "at #{offset}").status).to eq 0
        day_of_restart('struck', "at #{offset}")
      end
      expect(days).to eq([1, -1].map { |away| (Time.now.utc + (away * 86_400)).strftime('%F') })
    end
    expect(apply(declare('any').merge('porto::daemons' => names)).status).to eq 0
  end

  def comes_back(name)
    before = porto.pid(name)
    Process.kill(:KILL, before)
    # Between the death and its being noticed there is a state and no pid.
    host.wait_until('it to run again') { porto.state(name) == 'running' && ![nil, before].include?(porto.pid(name)) }
  end

  it 'lets members of its group operate with the command line, and others only look' do
    skip 'needs root' unless Process.uid.zero?
    apply(declare('operated'))
    # A stranger reaches the socket and the jar, and nothing else.
    FileUtils.chmod(0o755, host.dir)
    jar = host.place('shared.jar')
    FileUtils.cp(AgentProcess::JAR, jar)
    as = lambda do |groups, *arguments|
      host.command('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', *groups,
                   'java', '-jar', jar, *arguments)
    end
    outside = ['--clear-groups']
    expect(as.call(outside, 'status').text).to match(/operated +running/)
    refused = as.call(outside, 'restart', 'operated', '--reason', 'curiosity')
    expect(refused.text).to include('restart is not permitted: user nobody may read and not change',
                                    'the group daemon')
    expect(refused.status).to eq 1
    before = porto.pid('operated')
    done = as.call(['--groups', 'daemon'], 'restart', 'operated', '--reason', 'a leak')
    expect(done.status).to eq(0), done.text
    expect(porto.pid('operated')).not_to eq before
    expect(host.command('java', '-jar', jar, 'history', 'operated').text).to include('nobody', 'a leak')
  end
end
