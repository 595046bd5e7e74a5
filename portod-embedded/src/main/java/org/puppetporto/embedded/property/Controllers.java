package org.puppetporto.embedded.property;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.NamedFlags;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/**
 * Which cgroup controllers the container has groups of its own in. Containers of the first level have many.
 */
final class Controllers extends Property {
  private static final NamedFlags NAMES = new NamedFlags("freezer", "memory", "cpu", "cpuacct", "net_cls",
      "blkio",
      "devices", "hugetlb", "cpuset", "pids", "perf_event", "systemd", "cgroup2");
  private static final String FIRST_LEVEL =
      "freezer;memory;cpu;cpuacct;blkio;devices;hugetlb;cpuset;pids;perf_event;cgroup2";
  private static final String BELOW = "freezer;cpuacct;perf_event;cgroup2";

  Controllers() {
    super("controllers", "Cgroup controllers of its own", Set.of(Trait.ALWAYS_SET));
  }

  @Override
  public String get(Container container, Client client) {
    String value = container.setting(name());
    return value != null ? value : container.level() <= 1 ? FIRST_LEVEL : BELOW;
  }

  @Override
  public void set(Container container, Client client, String value) {
    container.setting(name(), String.join(";", NAMES.parse(value, ';')));
  }

  @Override
  public String get(Container container, Client client, String index) {
    List<String> present = NAMES.parse(get(container, client), ';');
    return Boolean.toString(present.containsAll(NAMES.parse(index, ';')));
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    Set<String> controllers = new HashSet<>(NAMES.parse(get(container, client), ';'));
    if (Flags.parse(value)) {
      controllers.addAll(NAMES.parse(index, ';'));
    } else {
      controllers.removeAll(NAMES.parse(index, ';'));
    }
    container.setting(name(), String.join(";", NAMES.ordered(controllers)));
  }
}
