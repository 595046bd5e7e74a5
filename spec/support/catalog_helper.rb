# frozen_string_literal: true

require 'puppet_x/porto/session'

# Applies resources as an agent does, with a core that is a {FakeCore}.
module CatalogHelper
  # @return [Puppet::Transaction::Report]
  def apply(*resources, core: fake_core, noop: false)
    Puppet[:vardir] = @scratch
    Puppet[:statedir] = @scratch
    Puppet[:statefile] = File.join(@scratch, 'state.yaml')
    Puppet[:transactionstorefile] = File.join(@scratch, 'transactionstore.yaml')
    Puppet[:noop] = noop
    catalog = Puppet::Resource::Catalog.new('spec', Puppet::Node::Environment.create(:spec, []))
    resources.each { |resource| catalog.add_resource(resource) }
    report = Puppet::Transaction::Report.new
    with_core(core) { catalog.apply(report: report) }
    report.finalize_report
    report
  ensure
    Puppet[:noop] = false
  end

  # What the block asks is answered by the core given.
  def with_core(core)
    PuppetX::Porto::Session.connect_with { core }
    yield
  ensure
    PuppetX::Porto::Session.connect_with
  end

  def fake_core
    @fake_core ||= FakeCore.new
  end

  def daemon(name = 'web', attributes = {})
    defaults = { ensure: :running, properties: { 'cmd' => ['/usr/bin/web'] }, packages: { 'web' => '1.0' } }
    Puppet::Type.type(:porto_daemon).new(defaults.merge(attributes).merge(name: name))
  end

  def events(report, resource)
    report.resource_statuses[resource].events
  end
end

RSpec.configure { |config| config.include CatalogHelper }
