# frozen_string_literal: true

require_relative '../../puppet_x/porto/purge_candidates'

Puppet::Type.newtype(:porto_purge) do
  desc <<-DOC
    Removes managed daemons that the catalog does not declare. Each becomes a `porto_daemon` resource of the
    run, so that noop, reports and metaparameters work as usual.

    Only daemons that this module created are looked at, and of these only what Puppet declared last: what came
    from a definition file is the file's. When no daemon is declared at all, or more than
    `limit` are not declared any more, nothing is removed and this resource fails: one failed lookup must not
    wipe a fleet.

    @example Removing what is no longer declared, packages included
      porto_purge { 'porto':
        mode => purged,
      }
  DOC

  newparam(:name, namevar: true) do
    desc 'Any title; one such resource in a catalog is enough.'
  end

  newparam(:mode) do
    desc 'What the daemons become: `absent` (packages kept) or `purged`.'
    newvalues(:absent, :purged)
    defaultto :absent
  end

  newparam(:limit) do
    desc 'How many daemons may be removed in one run.'
    defaultto 5
    munge do |value|
      limit = Integer(value)
      raise ArgumentError, "limit: #{limit} is not a number above 0" unless limit.positive?

      limit
    end
  end

  newparam(:declared) do
    desc 'How many daemons were meant to be declared. Default: as many as the catalog holds.'
    munge { |value| Integer(value) }
  end

  newparam(:all) do
    desc <<-DOC
      Whether it is meant that no daemon is declared, as when the module is taken away. Then those that came from
      files go, too. Default: false.
    DOC
    newvalues(:true, :false)
    defaultto :false
  end

  newproperty(:ensure) do
    desc 'Always `done`; it fails where the rules of safety forbid the purge.'
    newvalue(:done) {}
    defaultto :done

    def retrieve
      raise Puppet::Error, resource.refusal if resource.refusal

      :done
    end
  end

  # @return [String, nil] why nothing is removed
  attr_reader :refusal

  # Puppet asks for more resources before the run begins; an error here would be no resource's.
  def generate
    return [] unless PuppetX::Porto::Session.usable?

    declared = self[:declared] unless self[:all] == :true
    candidates = PuppetX::Porto::PurgeCandidates.new(catalog, limit: self[:limit], declared: declared,
                                                              none_is_meant: self[:all] == :true)
    candidates.names.map { |name| Puppet::Type.type(:porto_daemon).new(removal(name)).tap(&:undeclare) }
  rescue PuppetX::Porto::Error => e
    @refusal = e.message
    []
  end

  private

  # An alias belongs to one resource alone.
  def removal(name)
    self.class.metaparams.each_with_object(name: name, ensure: self[:mode]) do |metaparam, attributes|
      attributes[metaparam] = self[metaparam] unless metaparam == :alias || self[metaparam].nil?
    end
  end
end
