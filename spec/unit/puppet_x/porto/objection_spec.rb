# frozen_string_literal: true

require 'yaml'
require 'puppet_x/porto/objection'

RSpec.describe PuppetX::Porto::Objection do
  def objection(yaml, form: 'Porto::Daemon')
    value = YAML.safe_load(yaml)
    type = ModuleTypes.parse(form)
    Puppet::Pops::Types::TypeAsserter.assert_instance_of("daemon 'web'", type, value)
  rescue Puppet::Pops::Types::TypeAssertionError => e
    described_class.new(e.message, type, value).to_s.gsub("daemon 'web' has wrong type, ", '')
  end

  {
    # What YAML has read as something else.
    '{packages: {web: 1.0}}' =>
      "entry 'packages' entry 'web' expects a match for Porto::Package::Version, got 1.0; put it in quotes",
    '{properties: {umask: 022}}' => "entry 'properties' entry 'umask' expects a match for Pattern[/\\A[0-7]+\\z/], got 18; put it in quotes",
    '{properties: {env: {A: yes, B: 1.5}}}' =>
      "entry 'properties' entry 'env' entry 'A' expects a Porto::Variable, got true; put it in quotes\n" \
      "entry 'properties' entry 'env' entry 'B' expects a Porto::Variable, got 1.5; put it in quotes",
    '{packages: {web: ~}}' =>
      "entry 'packages' entry 'web' expects a match for Porto::Package::Version, got Undef; give a value, or take the key away",
    # The alternative that was meant.
    '{packages: [web=1.0]}' =>
      "entry 'packages' index 0 expects a Porto::Package, got \"web=1.0\"; give {name: web, version: '1.0'}, or a map of name to version",
    '{packages: [{name: web}]}' => "entry 'packages' index 0 expects a value for key 'version'",
    '{packages: {web: latest}}' =>
      "entry 'packages' entry 'web' expects a match for Porto::Package::Version, got 'latest'; " \
      "pin a version such as '1.22.1-9', since hosts would differ otherwise",
    # What a value should look like.
    '{properties: {memory_limit: 2 Gigs}}' =>
      "entry 'properties' entry 'memory_limit' expects a Porto::Size, got \"2 Gigs\"; give a size such as 512M or 2Gb",
    '{stop_timeout: 30s}' => "entry 'stop_timeout' expects a Porto::Seconds, got \"30s\"; give seconds as a number, such as 30, at most a day",
    '{health: {liveness: {tcp: 0}}}' =>
      "entry 'health' entry 'liveness' entry 'tcp' expects a value of type Porto::Port, got 0; give a number from 1 to 65535",
    # A key that was meant for another, or is in the wrong place.
    '{properties: {memory_limt: 2G}}' => "entry 'properties' unrecognized key 'memory_limt'; did you mean 'memory_limit'?",
    '{properties: {memory: 2G}}' => "entry 'properties' unrecognized key 'memory'; did you mean 'memory_limit'?",
    '{properties: {qqqq: 2G}}' => "entry 'properties' unrecognized key 'qqqq'",
    '{cmd: [/bin/web]}' => "unrecognized key 'cmd'; its place is in 'properties'",
    '{properties: {stop_timeout: 5}}' => "entry 'properties' unrecognized key 'stop_timeout'; its place is beside 'properties'"
  }.each do |yaml, text|
    it("says of #{yaml} what would be right") { expect(objection(yaml)).to eq text }
  end

  it 'knows the places of the other form' do
    expect(objection('{spec: {restart_policy: now}}', form: 'Porto::Definition'))
      .to eq "entry 'spec' unrecognized key 'restart_policy'; its place is in 'spec.policy'"
  end

  it 'shows no secret' do
    text = objection('{env_secret: {TOKEN: 1.5, OTHER: [hunter2]}}')
    expect(text.lines.map(&:chomp)).to match [/entry 'TOKEN' expects a Porto::Variable value, got Float/, /entry 'OTHER' expects/]
    expect(text).not_to match(/hunter2|1\.5/)
  end
end
