# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A hundred daemons', :host do
  let(:data) do
    { 'porto::daemons' => (1..100).map { |number| ["many-#{number}", daemon(ensure: 'stopped')] }.to_h }
  end

  it 'are observed with as many requests as one', complaint: 24 do
    expect(host.apply(data)).to be_changed
    host.wire.requests
    expect(host.apply(data)).to be_clean
    for_all = host.wire.requests
    one = data.merge('porto::daemons' => { 'many-1' => daemon(ensure: 'stopped') })
    expect(host.apply(one)).to be_clean

    # Facts ask three questions of their own in every run.
    expect(for_all.tally).to eq host.wire.requests.tally
    expect(for_all.length).to be < 12
  end
end
