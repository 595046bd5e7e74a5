# frozen_string_literal: true

require_relative '../../puppet_x/porto/apt_configuration'
require_relative '../../puppet_x/porto/claims'
require_relative '../../puppet_x/porto/daemon_name'
require_relative '../../puppet_x/porto/health'
require_relative '../../puppet_x/porto/package_list'
require_relative '../../puppet_x/porto/attributes'
require_relative '../../puppet_x/porto/policy'
require_relative '../../puppet_x/porto/referenced_paths'
require_relative '../../puppet_x/porto/secret_properties'
require_relative '../../puppet_x/porto/secrets'

Puppet::Type.newtype(:porto_daemon) do
  desc <<-DOC
    A Porto daemon: a set of deb packages with pinned versions, and a long-running command in a Porto
    container with its limits.

    Changes are made with the least disruption that reaches the declared state: none, a live change of the
    running container, or a restart. The events, and the text under noop, say which. Only containers that
    carry the label of this module are touched.

    A refresh, through `notify` or `subscribe`, restarts the daemon as it is, at once, unless it has just been
    started, or somebody holds it. `restart_policy` is about changes of what is declared here: it does not keep a
    refresh back, and a change that it keeps back goes on waiting.

    @example The juggler agent
      porto_daemon { 'juggler-agent-rtc':
        ensure     => running,
        version    => '2.3.2001221352',
        packages   => {
          'juggler-client-core'       => '2.3.2001221352',
          'yandex-rtc-juggler-config' => '1.0-6238270',
        },
        properties => {
          'cmd'          => ['/usr/bin/juggler-client', '--config-dir', '/etc/juggler/'],
          'virt_mode'    => 'host',
          'user'         => 'monitor',
          'group'        => 'monitor',
          'memory_limit' => '2Gb',
          'cpu_limit'    => '3c',
        },
      }

    @example Removing a daemon and its packages
      porto_daemon { 'juggler-agent-rtc':
        ensure => purged,
      }

    **Autorequires:** the packages named in `packages`, what the catalog does to apt (files below `/etc/apt` and
    `Class['apt::update']`), the user and group it runs as, files named in its properties, and
    `Class['porto::install']`. One that is to go comes before its user and group, and does not wait for its packages and
    files.
  DOC

  ensurable do
    desc <<-DOC
      What the daemon is to be. `running` (or `present`): started in the declared configuration, its packages
      installed. `stopped`: created and kept stopped, its packages installed. `absent`: its container
      destroyed, its packages kept. `purged`: as absent, and its packages purged where they came with it and
      nobody else needs them. For the last two only the name matters.
    DOC

    newvalues(:running, :stopped, :absent, :purged)
    aliasvalue(:present, :running)
    defaultto :running

    include PuppetX::Porto::PlannedProperty
  end

  newparam(:name, namevar: true) do
    desc <<-DOC
      The daemon's name, which is also its container's: letters, digits, dots, underscores and hyphens, at
      most 100, beginning with a letter or digit. It is never rewritten.
    DOC

    validate { |value| PuppetX::Porto::DaemonName.check(value) }
  end

  newproperty(:version) do
    desc 'The definition\'s version, for people. It restarts nothing.'
    include PuppetX::Porto::PlannedProperty
    munge(&:to_s)
  end

  newproperty(:packages, array_matching: :all) do
    desc <<-DOC
      The daemon's deb packages, each pinned to a version: a map of name to version, or a list of `{name,
      version}`. `latest` is refused: with it, what runs would depend on when each host last looked.
    DOC
    include PuppetX::Porto::PlannedProperty

    # Either form arrives split into single maps; both become one list.
    def should
      return nil unless defined?(@should) && @should
      return @should.first unless @should.all? { |entry| entry.is_a?(Hash) }

      @should.flat_map { |entry| PuppetX::Porto::PackageList.of(entry) }
    end

    validate { |value| PuppetX::Porto::PackageList.of(value) }
  end

  newproperty(:properties) do
    desc <<-DOC
      Porto's properties by Porto's name, as in a definition: `cmd` is the list of arguments, values are as
      Porto takes them or plain booleans, numbers, lists and maps. What is not declared is left at Porto's
      default. A variable in `env` that is `Sensitive` is taken for one of `env_secret`; anywhere else a secret is
      refused, since everybody on the host could read it.
    DOC
    include PuppetX::Porto::PlannedProperty

    # A secret in it makes the whole property one, in reports, too.
    sensitive { @secret_variables && !@secret_variables.empty? }

    # @return [Hash] variables of the environment that were given here as Sensitive
    attr_reader :secret_variables

    validate do |value|
      raise ArgumentError, "#{value.inspect} is not a map of property to value" unless value.is_a?(Hash)
    end

    munge do |value|
      found = PuppetX::Porto::SecretProperties.new(value, resource.secrets)
      @secret_variables = found.variables
      found.plain
    end
  end

  newproperty(:env_secret) do
    desc <<-DOC
      Secret environment variables by name. They reach the process and Porto, and nothing that can be read by
      others. Give the whole map, or each value, as `Sensitive`; a `Deferred` keeps them out of the agent's
      cached catalog, too.
    DOC
    include PuppetX::Porto::PlannedProperty

    sensitive true

    validate do |value|
      raise ArgumentError, 'env_secret is not a map of variable to value' unless value.is_a?(Hash)
    end

    munge { |value| resource.secrets.remember(resource.secrets.unwrap(value)) }
  end

  newproperty(:health) do
    desc <<-DOC
      How one knows that the daemon is well, and how it is restarted when it is not: `liveness` and
      `readiness`, each one of `exec` (a command in the container), `tcp` (a port, or "host:port") and `http`
      (a URL, or `{port, path, host, status}`), with `initial_delay`, `interval`, `timeout`,
      `success_threshold` and `failure_threshold`; `restart_files`, paths that restart it when they are
      touched; `restart_backoff`, `restart_backoff_max` and `restarts_per_hour`. The probes are made by the
      agent, and an update waits for the readiness. Changing it restarts nothing.

      @example
        health => {
          'liveness'  => { 'http' => { 'port' => 8080, 'path' => '/ping' }, 'interval' => 10 },
          'readiness' => { 'exec' => ['/usr/bin/web-ready'] },
        }
    DOC
    include PuppetX::Porto::PlannedProperty

    validate { |value| PuppetX::Porto::Health.check(value) }
  end

  newproperty(:revision) do
    desc <<-DOC
      SHA-1 of the rendered spec that is in effect. Read-only: shown by `puppet resource`, ignored in a
      manifest.
    DOC
    include PuppetX::Porto::ReadOnlyProperty
  end

  newproperty(:state) do
    desc 'The state Porto reports. Read-only: shown by `puppet resource`, ignored in a manifest.'
    include PuppetX::Porto::ReadOnlyProperty
  end

  newproperty(:ready) do
    desc <<-DOC
      Whether the same process has been up for `min_uptime`, and the agent's probes say nothing against it.
      Read-only: shown by `puppet resource`, ignored in a manifest.
    DOC
    include PuppetX::Porto::ReadOnlyProperty
  end

  newparam(:stop_timeout) do
    desc 'Seconds from the polite signal to KILL. Default: 10.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:ready_timeout) do
    desc 'Seconds a new revision may take to get ready before it is rolled back. Default: 60.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:min_uptime) do
    desc 'Seconds the same process has to stay up to count as ready. Default: 3.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:rollback) do
    desc 'Whether a revision that does not get ready is replaced by the one before. Default: true.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:update_strategy) do
    desc <<-DOC
      Either the least disruption that reaches the declared state, or removing the old revision with
      its packages before applying the new one. Default: least_disruption.
    DOC
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:restart_policy) do
    desc <<-DOC
      When a change that needs a restart is made: in this run, in `restart_window`, when `porto-daemon
      restart` asks for it, or not at all. Default: now.
    DOC
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:restart_window) do
    desc 'Time of day, as "HH:MM-HH:MM" in the host\'s zone, for `restart_policy` window. May wrap midnight.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:unsupported) do
    desc <<-DOC
      What to do with a property that Porto knows and this host's kernel cannot do: fail, or leave it
      out and say so. Default: error.
    DOC
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:adopt) do
    desc 'Whether a container of the same name that carries no label of ours is taken over. Default: false.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:purge_preexisting) do
    desc 'Whether `purged` also purges packages that were on the host before the daemon. Default: false.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:allow_downgrade) do
    desc 'Whether a package may go to a lower version. Default: true.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:change_held) do
    desc 'Whether a package on hold may be changed. Default: false.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:conffiles) do
    desc 'What happens to conffiles edited by hand. Default: keep.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:suppress_services) do
    desc 'Whether maintainer scripts are kept from starting their own service. Default: false.'
    include PuppetX::Porto::PolicyParameter
  end

  newparam(:syslog) do
    desc 'Whether what the daemon writes is handed on to syslog or the journal. Default: false.'
    include PuppetX::Porto::PolicyParameter
  end

  autorequire(:user) { property_word('user') unless removes? }
  autorequire(:group) { property_word('group') unless removes? }
  autorequire(:file) { PuppetX::Porto::ReferencedPaths.of(should(:properties) || {}) unless removes? }

  # As long as it runs, its user cannot be taken away.
  autobefore(:user) { property_word('user') if removes? }
  autobefore(:group) { property_word('group') if removes? }

  # The packages that the daemon names, their sources, and the class that installs the runtime, come first. As declared
  # autorequires they would not do: the package type would be loaded with all of its providers in every run,
  # and classes have none.
  def autorequire(rel_catalog = nil)
    from = rel_catalog || catalog
    super + prerequisites(from).map { |earlier| Puppet::Relationship.new(earlier, self) }
  end

  # @return [PuppetX::Porto::Secrets] the secrets given in this resource's values
  def secrets
    @secrets ||= PuppetX::Porto::Secrets.new
  end

  # Whether only the name matters.
  def removes?
    %i[absent purged].include?(should(:ensure))
  end

  # Says that the catalog does not declare it: it is here to be removed for that reason.
  def undeclare
    @undeclared = true
  end

  def declared?
    !@undeclared
  end

  def refresh
    provider.refresh
  end

  private

  def prerequisites(from)
    wanted = removes? ? [] : (should(:packages) || []).map { |package| package['name'] }
    packages = PuppetX::Porto::Claims.packages(from).select { |package| wanted.include?(package[:name].to_s) }
    # Also without packages: the first daemon's turn has all of them planned.
    [from && from.resource('Class[Porto::Install]'), *PuppetX::Porto::AptConfiguration.of(from), *packages].compact
  end

  def property_word(name)
    value = (should(:properties) || {})[name]
    value.is_a?(String) ? value : nil
  end
end
