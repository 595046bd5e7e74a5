require 'fileutils'
require 'yaml'
require_relative 'definitions'

module Bench
  # A Puppet environment of its own, to be applied on a host: a manifest, data, and our module or none.
  class Site
    # Nothing of the machine is written: no command in /usr/local/sbin, no units.
    MACHINE = { 'porto::manage_java' => false, 'porto::manage_boot' => false, 'porto::command' => false,
                'porto::defaults' => { 'min_uptime' => 0 } }.freeze

    # @param data what Hiera holds; without it, no module is there
    # @param modules their directories, by name
    def initialize(lab, host, name, manifest, data: nil, modules: { 'porto' => lab.root })
      @host = host
      @dir = lab.directory("site-#{name}")
      @environment = File.join(@dir, 'code/environments/production')
      %w[modules manifests data].each { |folder| FileUtils.mkdir_p(File.join(@environment, folder)) }
      link(modules) if data
      write('manifests/site.pp', manifest)
      write('hiera.yaml', YAML.dump('version' => 5, 'defaults' => { 'datadir' => 'data', 'data_hash' => 'yaml_data' },
                                    'hierarchy' => [{ 'name' => 'all', 'path' => 'common.yaml' }]))
      write('data/common.yaml', YAML.dump((data || {}).merge(data ? MACHINE : {})))
      File.write(configuration, settings)
    end

    # Applies the catalog; aborts unless it exits as expected: 0 unchanged, 2 changed.
    def apply(expected = 0)
      log = File.join(@dir, 'output')
      system(@host.environment, 'puppet', 'apply', '--config', configuration, '--detailed-exitcodes',
             File.join(@environment, 'manifests/site.pp'), %i[out err] => log, in: File::NULL)
      status = $CHILD_STATUS.exitstatus
      return if status == expected

      abort "puppet apply in #{@dir} exited with #{status} instead of #{expected}:\n#{File.read(log)[-3000..]}"
    end

    private

    def link(modules)
      modules.each do |name, directory|
        place = File.join(@environment, 'modules', name)
        FileUtils.ln_s(directory, place) unless File.symlink?(place)
      end
    end

    def configuration
      File.join(@dir, 'puppet.conf')
    end

    def settings
      <<~EOT
        [main]
        certname = bench
        codedir = #{@dir}/code
        vardir = #{@dir}/var
        logdir = #{@dir}/log
        rundir = #{@dir}/run
        ssldir = #{@dir}/ssl
        reports = none
        color = false
      EOT
    end

    def write(name, text)
      File.write(File.join(@environment, name), text)
    end
  end

  # The catalogs that are measured.
  class Sites
    def initialize(lab)
      @lab = lab
    end

    def empty(host)
      Site.new(@lab, host, 'empty', '')
    end

    def notices(host, count)
      Site.new(@lab, host, "notify-#{count}", manifest(Definitions.names(count)) { |name| "notify { '#{name}': }" })
    end

    def packages(host, count)
      Site.new(@lab, host, "packages-#{count}", package_resources(count))
    end

    # What people write without this module: packages, and a container that is created unless it is there.
    def classic(host, count)
      containers = manifest(Definitions.names(count)) do |name|
        "exec { 'run #{name}':\n  command => '/bin/false',\n  unless  => '#{@lab.portoctl} get #{name} state',\n}"
      end
      Site.new(@lab, host, "classic-#{count}", package_resources(count) + containers)
    end

    # Ours, as sites use it: from Hiera.
    def ours(host, count, name: "ours-#{count}")
      Site.new(@lab, host, name, 'include porto',
               data: { 'porto::daemons' => Definitions.hiera(count, @lab.dpkg.packages(count)) })
    end

    # The same data for a type that does nothing: what Puppet itself takes for them.
    def inert(host, count)
      Site.new(@lab, host, "inert-#{count}", 'include inert', modules: { 'inert' => File.join(__dir__, 'inert') },
               data: { 'inert::daemons' => Definitions.hiera(count, @lab.dpkg.packages(count)) })
    end

    private

    def package_resources(count)
      manifest(@lab.dpkg.packages(count)) { |name, version| "package { '#{name}':\n  ensure => '#{version}',\n}" }
    end

    def manifest(items, &block)
      items.map(&block).map { |resource| "#{resource}\n" }.join
    end
  end
end
