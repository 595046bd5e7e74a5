# frozen_string_literal: true

require 'digest'
require 'fileutils'
require 'open3'
require 'tmpdir'

# A directory that apt takes packages from: .debs of real dpkg-deb and their index.
class DebSource
  # @param dir [String] the directory
  def initialize(dir)
    @dir = dir
    @index = {}
    FileUtils.mkdir_p(dir)
    write_index
  end

  # Offers a package.
  # @param files [Hash] content, or content and mode, by absolute path
  # @param scripts [Hash] maintainer scripts by name
  def add(name, version, files:, scripts: {})
    control = "Package: #{name}\nVersion: #{version}\nArchitecture: all\n" \
              "Maintainer: Spec <spec@example.org>\nDescription: a package for specs\n"
    deb = File.join(@dir, "#{name}_#{version}.deb")
    Dir.mktmpdir('deb') do |tree|
      put(File.join(tree, 'DEBIAN/control'), control)
      scripts.each { |script, text| put(File.join(tree, 'DEBIAN', script), text, 0o755) }
      files.each { |path, content| put(File.join(tree, path), *content) }
      build(tree, deb)
    end
    @index[deb] = "#{control}Filename: ./#{File.basename(deb)}\nSize: #{File.size(deb)}\n" \
                  "SHA256: #{Digest::SHA256.file(deb).hexdigest}\n"
    write_index
  end

  private

  def build(tree, deb)
    # dpkg-deb refuses the mode that a temporary directory has.
    File.chmod(0o755, tree)
    out, status = Open3.capture2e('dpkg-deb', '-Znone', '--root-owner-group', '--build', tree, deb)
    raise "dpkg-deb: #{out}" unless status.success?
  end

  def write_index
    File.write(File.join(@dir, 'Packages'), @index.values.join("\n"))
  end

  def put(path, text, mode = 0o644)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, text)
    File.chmod(mode, path)
  end
end
