package org.puppetporto.apt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where packages are managed and how long each kind of step may take.
 *
 * @param cache folder of kept .debs and logs
 * @param admindir dpkg's database
 * @param environment the whole environment of every program that is started
 * @param lockTimeout how long another process may hold apt's or dpkg's lock before we give up
 * @param readDeadline of a step that only reads, such as a simulation
 * @param downloadDeadline of {@code apt-get update} and of one download
 * @param dpkgDeadline of one transaction, maintainer scripts included
 */
public record AptSettings(
    Path cache,
    Path admindir,
    Map<String, String> environment,
    Duration lockTimeout,
    Duration readDeadline,
    Duration downloadDeadline,
    Duration dpkgDeadline) {

  public AptSettings {
    environment = Map.copyOf(environment);
  }

  /**
   * This host's settings: {@code PORTO_DAEMON_CACHE_DIR}, {@code DPKG_ADMINDIR} and {@code APT_CONFIG}
   * as set in the given environment; nothing else of it reaches apt. Five minutes for locks, two for
   * reading, a quarter of an hour for downloads, half an hour for dpkg.
   */
  public static AptSettings of(Map<String, String> inherited) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", "/root");
    environment.put("LC_ALL", "C.UTF-8");
    // Maintainer scripts of this fleet do less when they see this.
    environment.put("HOSTMAN", "1");
    environment.put("DEBIAN_FRONTEND", "noninteractive");
    // Hooks of these tools, where installed, would ask or page.
    environment.put("APT_LISTCHANGES_FRONTEND", "none");
    environment.put("APT_LISTBUGS_FRONTEND", "none");
    for (String name : new String[] {"APT_CONFIG", "DPKG_ADMINDIR"}) {
      if (inherited.containsKey(name)) {
        environment.put(name, inherited.get(name));
      }
    }
    return new AptSettings(
        Path.of(inherited.getOrDefault("PORTO_DAEMON_CACHE_DIR", "/var/cache/porto-daemons")),
        Path.of(inherited.getOrDefault("DPKG_ADMINDIR", "/var/lib/dpkg")),
        environment,
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        Duration.ofMinutes(15),
        Duration.ofMinutes(30));
  }

  /** The same with another bound for locks. */
  public AptSettings withLockTimeout(Duration timeout) {
    return new AptSettings(
        cache, admindir, environment, timeout, readDeadline, downloadDeadline, dpkgDeadline);
  }

  /** The same with another bound for transactions. */
  public AptSettings withDpkgDeadline(Duration deadline) {
    return new AptSettings(
        cache, admindir, environment, lockTimeout, readDeadline, downloadDeadline, deadline);
  }
}
