require 'fileutils'

module Bench
  # A dpkg database of its own, as a large host has one: the packages of this host, and copies of them under other
  # names until there are 3,000. dpkg-query, Puppet's package provider and the core all read it by DPKG_ADMINDIR, and
  # apt by its configuration; the machine's own database is only read, once.
  class DpkgCopy
    SIZE = 3000
    SOURCE = '/var/lib/dpkg/status'.freeze

    attr_reader :dir

    def initialize(dir)
      @dir = dir
      %w[info updates triggers state/lists/partial].each { |name| FileUtils.mkdir_p(File.join(dir, name)) }
      @stanzas = multiplied(installed)
      File.write(status, @stanzas.join("\n"))
      File.write(File.join(dir, 'apt.conf'), "Dir::State \"#{dir}/state\";\nDir::State::status \"#{status}\";\n")
    end

    def status
      File.join(@dir, 'status')
    end

    def environment
      { 'DPKG_ADMINDIR' => @dir, 'APT_CONFIG' => File.join(@dir, 'apt.conf') }
    end

    # @return [Array<Array(String, String)>] names and versions of the first packages, all installed
    def packages(count)
      @stanzas.first(count).map { |stanza| %w[Package Version].map { |field| stanza[/^#{field}: (.*)/, 1] } }
    end

    private

    def installed
      File.read(SOURCE).split(/^\n/).select { |stanza| stanza =~ /^Status: install ok installed$/ }
          .uniq { |stanza| stanza[/^Package: (.*)/, 1] }
    end

    def multiplied(stanzas)
      copies = (2..).lazy.flat_map do |copy|
        stanzas.map { |stanza| stanza.sub(/^Package: (.*)/, "Package: \\1-copy#{copy}").sub(/^Essential: .*\n/, '') }
      end
      (stanzas + copies.first([SIZE - stanzas.size, 0].max)).first(SIZE)
    end
  end
end
