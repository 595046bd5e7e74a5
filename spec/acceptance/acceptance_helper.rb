# frozen_string_literal: true

require 'rspec'
Dir[File.join(__dir__, 'support', '*.rb')].sort.each { |file| require file }

# What the examples of a file share: one host, and short ways to say what they do.
module OnAHost
  def self.included(group)
    group.before(:context) { @host = Host.new }
    group.after(:context) { @host.close if @host }
    group.before { @host.wire.requests }
  end

  attr_reader :host

  def porto
    host.porto
  end

  # Hiera data with one daemon, quick to get ready.
  def declare(name, properties: {}, **rest)
    { 'porto::daemons' => { name => daemon(properties: properties, **rest) },
      'porto::defaults' => { 'min_uptime' => 0.2, 'ready_timeout' => 10, 'stop_timeout' => 2 } }
  end

  def daemon(properties: {}, **rest)
    sleeping = { 'cmd' => ['/bin/sleep', '100000'], 'user' => 'nobody', 'group' => 'nogroup' }
    { 'properties' => sleeping.merge(properties) }.merge(rest.map { |key, value| [key.to_s, value] }.to_h)
  end

  # Applies, and expects a change and then none.
  def converge(*levels, **options)
    first = host.apply(*levels, **options)
    expect(first.status).to eq(2), first.text
    second = host.apply(*levels, **options)
    expect(second.status).to eq(0), second.text
    first
  end
end

RSpec.configure do |config|
  config.include OnAHost, :host
  config.expect_with(:rspec) { |expectations| expectations.syntax = :expect }
  config.disable_monkey_patching!
end
