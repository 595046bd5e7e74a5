# frozen_string_literal: true

require 'json'
require_relative 'acceptance_helper'

RSpec.describe 'Tasks and facts', :host do
  def task(name, parameters)
    PlanRunner.task(host, name, parameters)
  end

  before(:context) do
    script = 'echo "ready to serve" >&2; exec sleep 100000'
    @host.apply(declare('tasked', properties: { 'cmd' => ['/bin/sh', '-c', script] }))
  end

  it 'tell how daemons are' do
    answer, status = task('status', 'name' => 'tasked')
    expect(status).to eq 0
    expect(answer['portoDaemons']['tasked']).to include('state' => 'running', 'ready' => true)
  end

  it 'restart one' do
    pid = porto.pid('tasked')
    _answer, status = task('restart', 'name' => 'tasked', 'reason' => 'a spec')
    expect(status).to eq 0
    expect(porto.pid('tasked')).not_to eq pid
  end

  it 'show what one wrote' do
    answer, = task('logs', 'name' => 'tasked', 'lines' => 5)
    expect(answer['_output']).to include('ready to serve')
  end

  it 'leave one alone until it is switched off again' do
    changed = declare('tasked', properties: { 'env' => { 'NEW' => '1' } })
    _answer, status = task('maintenance', 'name' => 'tasked', 'switch' => 'on', 'reason' => 'a core dump')
    expect(status).to eq 0
    held = host.apply(changed)
    expect(held.text).to include('a core dump')
    expect(porto.get('tasked', 'env')).to eq ''

    _answer, status = task('maintenance', 'name' => 'tasked', 'switch' => 'off')
    expect(status).to eq 0
    expect(host.apply(changed)).to be_changed
    expect(porto.get('tasked', 'env')).to eq 'NEW=1'
  end

  it 'want to know why' do
    answer, status = task('maintenance', 'name' => 'tasked', 'switch' => 'on')
    expect(status).to eq 1
    expect(answer['_error']['msg']).to include('--reason')
  end

  it 'say what they take, and run what is beside them' do
    tasks = Dir[File.join(Host::ROOT, 'tasks', '*.json')].map { |file| JSON.parse(File.read(file)) }
    expect(tasks.map { |task| task['input_method'] }.uniq).to eq ['stdin']
    parameters = tasks.flat_map { |task| task['parameters'].values }
    expect(parameters.map(&:keys)).to all(include('description', 'type'))
    programs = Dir[File.join(Host::ROOT, 'tasks', '*.rb')]
    expect(programs.length).to eq tasks.length
    expect(programs).to all(satisfy { |file| File.executable?(file) })
  end

  it 'fail with the reason' do
    answer, status = task('restart', 'name' => 'nobody', 'reason' => 'a spec')
    expect(status).to eq 1
    expect(answer['_error']['msg']).to include('nobody')
  end

  it 'agree with the facts' do
    facts = JSON.parse(host.command('facter', '--json', 'porto', 'porto_daemons').text[/^{.*/m])
    expect(facts['porto']).to include('running' => true, 'java' => a_string_matching(/^\d+/))
    expect(facts['porto_daemons']['tasked']).to include('state' => 'running', 'ready' => true, 'status' => 'CURRENT')
    expect(facts['porto_daemons']['tasked']['revision']).to match(/\A\h{40}\z/)
  end
end
