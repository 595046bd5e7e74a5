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
    PuppetX::Porto::Session.connect_with { core }
    catalog = Puppet::Resource::Catalog.new('spec', Puppet::Node::Environment.create(:spec, []))
    resources.each { |resource| catalog.add_resource(resource) }
    report = Puppet::Transaction::Report.new
    catalog.apply(report: report)
    report.finalize_report
    report
  ensure
    Puppet[:noop] = false
    PuppetX::Porto::Session.connect_with
  end

  # Evaluates only resources with a tag.
  def with_tags(tags)
    Puppet[:tags] = tags
    yield
  ensure
    Puppet[:tags] = ''
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
