package org.puppetporto.embedded.property;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;

/**
 * What a container's process sees: Porto's own variables, and those of the containers it shares namespaces
 * with.
 */
public final class EffectiveEnvironment {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private final PropertyTable properties;
  private final String hostName = ProcFs.read(java.nio.file.Path.of("/proc/sys/kernel/hostname")).strip();

  public EffectiveEnvironment(PropertyTable properties) {
    this.properties = properties;
  }

  /** Values by name, secret ones included. */
  public Map<String, String> of(Container container) {
    Map<String, Optional<String>> env = new LinkedHashMap<>();
    env.put("PATH", Optional.of(PATH));
    env.put("HOME", Optional.of(read(container, "cwd")));
    env.put("USER", Optional.of(read(container, "user")));
    env.put("container", Optional.of("lxc"));
    for (Container source : sources(container)) {
      env.putAll(EnvList.parse(setting(source, "env")));
      env.putAll(EnvList.parse(setting(source, "env_secret")));
    }
    env.put("PORTO_NAME", Optional.of(container.name()));
    env.put("PORTO_HOST", Optional.of(hostName));
    env.put("PORTO_USER", Optional.of(read(container, "owner_user")));
    Map<String, String> effective = new LinkedHashMap<>();
    env.forEach((name, value) -> value.ifPresent(v -> effective.put(name, v)));
    return effective;
  }

  /** The container itself last, as it has the last word. */
  private static List<Container> sources(Container container) {
    List<Container> sources = new ArrayList<>();
    for (Container c = container; c != null; c = c.parent()) {
      sources.add(0, c);
      if (!"false".equals(c.setting("isolate"))) {
        break;
      }
    }
    return sources;
  }

  private String read(Container container, String property) {
    return properties.get(container, null, property);
  }

  private static String setting(Container container, String property) {
    String value = container.setting(property);
    return value == null ? "" : value;
  }
}
