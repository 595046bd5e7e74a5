# frozen_string_literal: true

require_relative '../../puppet_x/porto/declared'

Puppet::Type.newtype(:porto_declared) do
  desc <<-DOC
    Lets definition files have the daemons that Puppet declares no more. The class `porto` declares it where it
    declares no daemon: else the daemons themselves tell the core what the catalog declares. It changes something
    only where the last run declared daemons and this catalog holds none, and starts no core otherwise.

    @example In a catalog without daemons
      porto_declared { 'porto': }
  DOC

  newparam(:name, namevar: true) do
    desc 'Any title; one such resource in a catalog is enough.'
  end

  newproperty(:ensure) do
    desc 'Always `current`: definition files yield to no daemon that the catalog does not declare.'
    newvalue(:current) { PuppetX::Porto::Declared.clear }
    defaultto :current

    def retrieve
      @over = PuppetX::Porto::Declared.over(resource.catalog)
      @over.empty? ? :current : :stale
    end

    def change_to_s(_current, _wanted)
      "Puppet declares no daemon any more, so definition files have theirs: #{@over.join(', ')}"
    end
  end
end
