# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A hundred daemons', :host do
  # Numbers of the requests in Porto's rpc.proto that read many containers at once.
  GET, LIST_BY = 15, 232

  let(:java) { JavaCount.new(host.dir) }
  let(:data) do
    { 'porto::daemons' => (1..100).map { |number| ["many-#{number}", daemon(ensure: 'stopped')] }.to_h }
  end

  def apply(data)
    host.apply(data, env: java.environment)
  end

  it 'are observed with as many requests as one', complaint: 24 do
    expect(apply(data)).to be_changed
    expect(java.starts).to eq 1
    host.wire.requests
    expect(apply(data)).to be_clean
    for_all = host.wire.requests
    one = data.merge('porto::daemons' => { 'many-1' => daemon(ensure: 'stopped') })
    expect(java.starts).to eq 1
    expect(apply(one)).to be_clean

    # Facts ask three questions of their own in every run, two of them of all containers.
    expect(for_all.tally).to eq host.wire.requests.tally
    expect(for_all.length).to be < 12
    expect(for_all.count { |number| [GET, LIST_BY].include?(number) }).to eq 2
  end
end
