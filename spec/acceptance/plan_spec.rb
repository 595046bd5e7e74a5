# frozen_string_literal: true

require 'puppet'
require_relative 'acceptance_helper'

RSpec.describe 'The plan porto::rolling_restart', :host do
  before(:context) do
    @second = Host.new
    [@host, @second].each { |host| host.apply(declare('rolling')) }
  end
  after(:context) { @second.close if @second }

  let(:hosts) { { 'one' => @host, 'two' => @second } }
  let(:runner) { PlanRunner.new(hosts) }

  def roll(**parameters)
    given = { 'targets' => %w[one two], 'daemon' => 'rolling', 'reason' => 'a spec' }
    runner.plan('porto::rolling_restart', given.merge(parameters.map { |key, value| [key.to_s, value] }.to_h))
  end

  def pids
    hosts.values.map { |host| host.porto.pid('rolling') }
  end

  it 'restarts a daemon on one host after the other' do
    before = pids
    result = roll
    expect(pids & before).to be_empty
    steps = %w[one two].flat_map { |host| [['porto::restart', host], ['porto::status', host]] }
    expect(runner.tasks).to eq steps
    expect(runner.said).to eq ['rolling on one (1 of 2): a spec', 'rolling on two (2 of 2): a spec']
    expect(result.transform_values { |daemon| daemon['ready'] }).to eq('one' => true, 'two' => true)
  end

  it 'stops at the first host where the daemon does not come back' do
    second = pids.last
    @host.apply({ 'porto::daemons' => { 'rolling' => { 'ensure' => 'absent' } } })
    expect { roll }.to raise_error(/one/)
    expect(runner.tasks.map(&:last)).to all(eq('one'))
    expect(pids.last).to eq second
  ensure
    @host.apply(declare('rolling'))
  end

  it 'stops where the daemon is back and does not get ready' do
    answer = { 'portoDaemons' => { 'rolling' => { 'ready' => false } } }
    allow(PlanRunner).to receive(:task).and_return([answer, 0])
    expect { roll }.to raise_error(%r{porto/not-ready: rolling is not ready on one; 1 hosts were left alone})
  end

  it 'wants a reason' do
    expect { roll(reason: '') }.to raise_error(/reason/)
    expect(runner.tasks).to be_empty
  end
end
