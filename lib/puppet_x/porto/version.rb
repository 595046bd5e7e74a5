# frozen_string_literal: true

module PuppetX
  module Porto
    # The module's version; metadata.json does not reach agents by pluginsync.
    VERSION = '0.1.0'
  end
end
