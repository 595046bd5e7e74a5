# frozen_string_literal: true

# The embedded endpoint in this JVM, with classes of its own.
class EmbeddedPortod
  JAR = Dir[File.expand_path('../../portod-embedded/target/portod-embedded-*-all.jar', __dir__)].first

  # @param dir [String] an empty directory
  def initialize(dir)
    require 'java'
    @dir = dir
    url = java.io.File.new(JAR || raise('build portod-embedded first')).to_uri.to_url
    parent = java.lang.ClassLoader.platform_class_loader
    loader = java.net.URLClassLoader.new([url].to_java(java.net.URL), parent)
    path = java.lang.Class.for_name('java.nio.file.Path')
    @portod = loader.load_class('org.puppetporto.embedded.EmbeddedPortod').get_method('start', path, path)
                    .invoke(nil, place(socket), place(File.join(dir, 'containers')))
  end

  def socket
    File.join(@dir, 'portod.socket')
  end

  # Ends it, and every process that it runs.
  def close
    @portod.close
  end

  private

  def place(text)
    java.nio.file.Paths.get(text)
  end
end
