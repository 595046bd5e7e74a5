# frozen_string_literal: true

Puppet::Type.newtype(:inert) do
  desc 'Takes what porto_daemon takes in the measured catalog, and finds that all of it is as declared.'

  # In sync without a look at anything.
  module AlwaysInSync
    def retrieve
      nil
    end

    def insync?(_current)
      true
    end
  end

  newparam(:name, namevar: true)

  newproperty(:version) { include AlwaysInSync }
  newproperty(:packages, array_matching: :all) { include AlwaysInSync }
  newproperty(:properties) { include AlwaysInSync }
end
