# frozen_string_literal: true

require 'json'
require_relative 'acceptance_helper'

# Tasks as a runner starts them: parameters on stdin, the module's files in a directory of its own.
RSpec.describe 'Tasks and facts', :host do
  def task(name, parameters)
    text, status = Open3.capture2(host.environment, File.join(Host::ROOT, 'tasks', "#{name}.rb"),
                                  stdin_data: JSON.generate(parameters.merge('_installdir' => host.place('modules'))))
    [JSON.parse(text), status.exitstatus]
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
