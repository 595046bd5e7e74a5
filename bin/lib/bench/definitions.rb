module Bench
  # The daemons that are measured: a pinned package, a command, and properties as the examples have them.
  module Definitions
    module_function

    def names(count)
      Array.new(count) { |index| format('bench-%05d', index) }
    end

    # Porto's properties as Hiera holds them.
    def properties
      { 'cmd' => ['/bin/sleep', '1000000'], 'virt_mode' => 'host', 'isolate' => false, 'user' => 'nobody',
        'group' => 'nogroup', 'env' => { 'LANG' => 'C', 'ROLE' => 'bench' },
        'memory_limit' => '64Mb', 'cpu_limit' => '1c', 'ulimit' => { 'nofile' => '1024 4096' } }
    end

    # As porto::daemons takes them; packages are used again where there are fewer than daemons.
    def hiera(count, packages)
      names(count).zip(packages.cycle).to_h do |name, (package, version)|
        [name, { 'version' => '1', 'packages' => { package => version }, 'properties' => properties }]
      end
    end

    # The same daemons as the provider sends them.
    def documents(count, packages, state: 'running')
      names(count).zip(packages.cycle).map { |name, package| document(name, [package], state: state) }
    end

    # As the provider sends them over the bridge.
    def document(name, packages = [], state: 'running')
      { 'origin' => "Porto_daemon[#{name}]", 'ensure' => state,
        'meta' => { 'kind' => 'PortoDaemon', 'name' => name, 'version' => '1' },
        'spec' => { 'properties' => properties,
                    'packages' => packages.map { |package, version| { 'name' => package, 'version' => version } },
                    'policy' => { 'min_uptime' => 0 } } }
    end
  end
end
