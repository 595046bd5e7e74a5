package org.puppetporto.engine;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where things are on a host.
 *
 * @param portoSocket portod's socket
 * @param stateDir the state store, 0700
 * @param runDir the host lock and the agent's socket; emptied by a reboot
 * @param cacheDir kept .debs
 * @param definitionsDir definition files
 * @param dpkgStatus dpkg's status file
 * @param config sinks and log, as Puppet writes them; need not be there
 * @param actionLog where actions are logged unless {@code config} names another place
 * @param syslog the socket that syslog or the journal listens on
 */
public record HostPaths(
    Path portoSocket, Path stateDir, Path runDir, Path cacheDir, Path definitionsDir, Path dpkgStatus,
    Path config, Path actionLog, Path syslog) {

  /** Where the agent listens. */
  public Path agentSocket() {
    return runDir.resolve("agent.socket");
  }

  /** The defaults, each replaced by its environment variable (docs/architecture.md, "Places on a host"). */
  public static HostPaths from(Map<String, String> environment) {
    return new HostPaths(
        path(environment, "PORTO_SOCKET", "/run/portod.socket"),
        path(environment, "PORTO_DAEMON_STATE_DIR", "/var/lib/porto-daemons"),
        path(environment, "PORTO_DAEMON_RUN_DIR", "/run/porto-daemons"),
        path(environment, "PORTO_DAEMON_CACHE_DIR", "/var/cache/porto-daemons"),
        path(environment, "PORTO_DAEMON_DEFINITIONS_DIR", "/etc/hostman/porto-daemons.d"),
        path(environment, "DPKG_ADMINDIR", "/var/lib/dpkg").resolve("status"),
        path(environment, "PORTO_DAEMON_CONFIG", "/etc/porto-daemons/config.json"),
        path(environment, "PORTO_DAEMON_LOG", "/var/log/porto-daemon.log"),
        path(environment, "PORTO_DAEMON_SYSLOG", "/dev/log"));
  }

  private static Path path(Map<String, String> environment, String variable, String fallback) {
    String value = environment.getOrDefault(variable, "");
    return Path.of(value.isEmpty() ? fallback : value);
  }
}
