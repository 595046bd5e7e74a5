# frozen_string_literal: true

require 'fileutils'
require 'open3'
require_relative 'deb_source'

# Real apt-get and dpkg on a database, configuration and source of their own, all below one directory: real
# packages are installed, and nothing of the machine's own changes. Packages put their files below `root`.
class AptLab
  FOLDERS = %w[dpkg/info dpkg/updates dpkg/triggers dpkg/parts state/lists/partial cache/archives/partial
               etc/apt.conf.d etc/preferences.d etc/sources.list.d etc/trusted.gpg.d log root].freeze

  attr_reader :root

  def initialize(dir)
    @dir = dir
    @root = File.join(dir, 'root')
    @source = DebSource.new(File.join(dir, 'source'))
    FOLDERS.each { |folder| FileUtils.mkdir_p(File.join(dir, folder)) }
    write('dpkg/status', '')
    write('dpkg/available', '')
    write('etc/sources.list', "deb [trusted=yes] file:#{dir}/source ./\n")
    write('apt.conf', configuration)
    update
  end

  def environment
    { 'APT_CONFIG' => File.join(@dir, 'apt.conf'), 'DPKG_ADMINDIR' => File.join(@dir, 'dpkg') }
  end

  # Where the source lies.
  def source
    File.join(@dir, 'source')
  end

  # Takes packages from another place from now on.
  def source=(url)
    write('etc/sources.list', "deb [trusted=yes] #{url} ./\n")
    update
  end

  # Offers a package that holds one file, `share/NAME` with its version in it.
  # @param postinst [String] lines of sh
  # @param content [String] of the file
  def publish(name, version, postinst: '', content: version)
    script = "#!/bin/sh\nset -e\n" \
             "echo \"#{name} #{version} postinst HOSTMAN=$HOSTMAN\" >>#{@dir}/scripts.log\n#{postinst}\n"
    files = { File.join(@root, 'share', name) => content }
    @source.add(name, version, files: files, scripts: { 'postinst' => script })
    update
  end

  # What dpkg-query says: the installed version, nil when there is none.
  def installed(name)
    format = '${Version} ${db:Status-Status}'
    out, status = Open3.capture2e(environment, 'dpkg-query', '-W', '-f', format, name)
    version, state = out.split
    status.success? && state == 'installed' ? version : nil
  end

  # What dpkg has done so far, one line a step.
  def history
    read('log/dpkg.log')
  end

  # What maintainer scripts have said so far.
  def scripts
    read('scripts.log')
  end

  # Purges a package by hand.
  def remove(package)
    run('apt-get', '-qq', '-y', 'purge', package)
  end

  def install(*packages)
    run('apt-get', '-qq', '-y', 'install', *packages)
  end

  private

  def read(name)
    path = File.join(@dir, name)
    File.exist?(path) ? File.readlines(path, chomp: true) : []
  end

  def update
    run('apt-get', '-qq', 'update')
  end

  def run(*argv)
    settings = environment.merge('DEBIAN_FRONTEND' => 'noninteractive')
    out, status = Open3.capture2e(settings, *argv, stdin_data: '')
    raise "#{argv.join(' ')}: #{out}" unless status.success?
  end

  def write(name, text)
    put(File.join(@dir, name), text)
  end

  def put(path, text, mode = 0o644)
    FileUtils.mkdir_p(File.dirname(path))
    File.write(path, text)
    File.chmod(mode, path)
  end

  def configuration
    <<-CONF
      Dir::State "#{@dir}/state";
      Dir::State::status "#{@dir}/dpkg/status";
      Dir::Cache "#{@dir}/cache";
      Dir::Etc "#{@dir}/etc";
      Dir::Log "#{@dir}/log";
      APT::Sandbox::User "root";
      Acquire::Languages "none";
      DPkg::Options { "--log=#{@dir}/log/dpkg.log"; };
    CONF
  end
end
