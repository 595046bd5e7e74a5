# frozen_string_literal: true

# A package `porto` with the embedded endpoint in it, for hosts that have none, and a package for a daemon. It depends
# on no Java: to bring that is the class's work.
module PortoPackage
  PARTS = File.join(__dir__, 'porto_package')

  module_function

  # @param source [DebSource] where it is offered
  def offer(source)
    source.add('porto', '5.3.59', files: {
                 '/usr/lib/porto/portod.jar' => File.binread(Host::ENDPOINT),
                 '/etc/init.d/porto' => [File.read(File.join(PARTS, 'init')), 0o755],
                 '/usr/lib/systemd/system/porto.service' => File.read(File.join(PARTS, 'unit'))
               })
    source.add('web', '1.0', files: { '/usr/share/web/motd' => "hello\n" })
  end

  # Hiera data of a host that has all from it.
  def data(command)
    web = { 'packages' => { 'web' => '1.0' }, 'min_uptime' => 0.2,
            'properties' => { 'cmd' => command, 'user' => 'nobody', 'group' => 'nogroup' } }
    { 'porto::package' => 'porto', 'porto::package_ensure' => '5.3.59', 'porto::config' => "# nothing\n",
      'porto::service' => 'porto', 'porto::daemons' => { 'web' => web } }
  end
end
