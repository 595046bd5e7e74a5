package org.puppetporto.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What properties that nobody set read as, where that is a matter of the host's portod.conf. Portod gives the
 * host's own container the same values as every other one, and nobody can change them there: so it tells.
 */
final class HostDefaults {
  private static final List<String> CONFIGURED = List.of("aging_time", "cpu_period", "cpu_policy", "respawn_delay");

  private HostDefaults() {}

  /**
   * The defaults of this host, by property.
   *
   * @param host what the container {@code /} reads back
   */
  static Map<String, String> of(Map<String, String> host) {
    Map<String, String> defaults = new TreeMap<>();
    for (String property : CONFIGURED) {
      String value = host.getOrDefault(property, "");
      if (!value.isEmpty()) {
        defaults.put(property, value);
      }
    }
    return defaults;
  }
}
