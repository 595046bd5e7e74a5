# frozen_string_literal: true

require 'puppet_x/porto/secrets'

RSpec.describe PuppetX::Porto::Secrets do
  subject(:secrets) { described_class.new }

  def sensitive(value)
    Puppet::Pops::Types::PSensitiveType::Sensitive.new(value)
  end

  it 'unwraps at any depth' do
    value = { 'env' => sensitive('A' => 'one'), 'list' => [sensitive('two'), 3] }

    expect(secrets.unwrap(value)).to eq('env' => { 'A' => 'one' }, 'list' => ['two', 3])
  end

  it 'resolves what is deferred at any depth, a secret or not' do
    deferred = [sensitive('one'), 'two'].map { |value| Puppet::Pops::Evaluator::DeferredValue.new(-> { value }) }

    expect(secrets.unwrap('env' => { 'A' => deferred.first, 'B' => deferred.last }))
      .to eq('env' => { 'A' => 'one', 'B' => 'two' })
    expect(secrets.scrub('one and two')).to eq '[redacted] and two'
  end

  it 'scrubs every secret from a text, the longer ones first' do
    secrets.unwrap([sensitive('abc'), sensitive('abcdef')])

    expect(secrets.scrub('abcdef and abc')).to eq '[redacted] and [redacted]'
  end

  it 'redacts values, numbers too, and leaves the original alone' do
    value = secrets.unwrap('PORT' => sensitive(4711), 'HOST' => 'web')

    expect(secrets.redact(value)).to eq('PORT' => '[redacted]', 'HOST' => 'web')
    expect(value).to eq('PORT' => 4711, 'HOST' => 'web')
  end

  it 'leaves texts alone when there is no secret, or an empty one' do
    secrets.unwrap(sensitive(''))

    expect(secrets.scrub('plain')).to eq 'plain'
  end
end
