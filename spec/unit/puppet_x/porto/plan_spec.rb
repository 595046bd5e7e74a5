# frozen_string_literal: true

require 'puppet_x/porto/plan'

RSpec.describe PuppetX::Porto::Plan do
  def plan(differences, aspects: %i[ensure properties packages], removes: false, **rest)
    body = { 'changes' => true, 'differences' => differences, 'actions' => ['relabel'] }
    described_class.new(body.merge(rest.map { |key, value| [key.to_s, value] }.to_h), aspects: aspects, removes: removes)
  end

  def difference(aspect, text)
    { 'aspect' => aspect, 'path' => aspect, 'was' => 'old', 'text' => text }
  end

  it 'answers by aspect' do
    live = plan([difference('properties', 'properties.cpu_limit: 1c -> 2c (live)')])

    expect(%i[ensure properties packages].select { |aspect| live.changes_aspect?(aspect) }).to eq [:properties]
    expect(live.text(:properties)).to eq 'properties.cpu_limit: 1c -> 2c (live)'
  end

  it 'leaves to ensure what no property of the resource answers for' do
    undeclared = plan([difference('env_secret', 'env_secret.TOKEN: [redacted] -> (unset) (restart)')])

    expect(undeclared.changes_aspect?(:ensure)).to be true
    expect(undeclared.text(:ensure)).to include 'env_secret.TOKEN'
  end

  it 'leaves to ensure a change without differences, such as a new label' do
    relabelled = plan([])

    expect(relabelled.changes_aspect?(:ensure)).to be true
    expect(relabelled.changes_aspect?(:properties)).to be false
    expect(relabelled.text(:ensure)).to eq 'relabel'
  end

  it 'makes a removal a matter of ensure alone' do
    removal = plan([difference('packages', 'packages.web: 1.0 -> (missing)')], removes: true)

    expect(removal.changes_aspect?(:ensure)).to be true
    expect(removal.changes_aspect?(:packages)).to be false
  end

  it 'has nothing to do where all that differs has to wait' do
    waiting = plan([difference('packages', 'packages.web: 1.0 -> 2.0 (restart)')], changes: false, pending: 'wait')

    expect(waiting.changes_aspect?(:packages)).to be false
    expect(waiting.starts?).to be false
    expect(waiting.pending).to eq 'wait'
  end

  it 'knows whether it leaves a freshly started process' do
    expect(plan([difference('properties', 'x')], disruption: 'live').starts?).to be false
    expect(plan([difference('properties', 'x')], disruption: 'restart').starts?).to be true
    expect(plan([difference('ensure', 'x')], disruption: 'none').starts?).to be true
  end
end
