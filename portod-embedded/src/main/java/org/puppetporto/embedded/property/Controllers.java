package org.puppetporto.embedded.property;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.NamedFlags;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.State;

/**
 * Which cgroup controllers the container has groups of its own in. Containers of the first level have many;
 * setting a limit adds the controller that it needs, which then cannot be given up any more.
 */
final class Controllers extends Property {
  private static final String NAME = "controllers";
  private static final String REQUIRED = "required_controllers";
  private static final NamedFlags NAMES = new NamedFlags("freezer", "memory", "cpu", "cpuacct", "net_cls", "blkio",
      "devices", "hugetlb", "cpuset", "pids", "perf_event", "systemd", "cgroup2");
  private static final String FIRST_LEVEL =
      "freezer;memory;cpu;cpuacct;blkio;devices;hugetlb;cpuset;pids;perf_event;cgroup2";
  private static final String BELOW = "freezer;cpuacct;perf_event;cgroup2";
  private static final Map<String, String> NEEDED_BY = Map.ofEntries(Map.entry("memory_limit", "memory"),
      Map.entry("memory_guarantee", "memory"), Map.entry("anon_limit", "memory"), Map.entry("anon_only", "memory"),
      Map.entry("dirty_limit", "memory"), Map.entry("recharge_on_pgfault", "memory"),
      Map.entry("pressurize_on_death", "memory"), Map.entry("cpu_limit", "cpu"), Map.entry("cpu_guarantee", "cpu"),
      Map.entry("io_weight", "blkio"), Map.entry("hugetlb_limit", "hugetlb"), Map.entry("cpu_set", "cpuset"),
      Map.entry("thread_limit", "pids"), Map.entry("net_tos", "net_cls"), Map.entry("root", "devices"),
      Map.entry("devices", "devices"));

  Controllers() {
    super(NAME, "Cgroup controllers of its own", Set.of(Trait.ALWAYS_SET));
  }

  /** Adds the controller that a property needs, as long as the container is stopped. */
  static void enableFor(String property, Container container) {
    String controller = NEEDED_BY.get(property);
    if (controller != null && container.state() == State.STOPPED) {
      container.setting(NAME, joined(current(container), controller));
      container.setting(REQUIRED, joined(required(container), controller));
    }
  }

  @Override
  public String get(Container container, Client client) {
    return String.join(";", current(container));
  }

  @Override
  public void set(Container container, Client client, String value) {
    store(container, NAMES.parse(value, ';'));
  }

  @Override
  public String get(Container container, Client client, String index) {
    return Boolean.toString(current(container).containsAll(NAMES.parse(index, ';')));
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    Set<String> controllers = new HashSet<>(current(container));
    if (Flags.parse(value)) {
      controllers.addAll(NAMES.parse(index, ';'));
    } else {
      controllers.removeAll(NAMES.parse(index, ';'));
    }
    store(container, NAMES.ordered(controllers));
  }

  private static void store(Container container, List<String> controllers) {
    if (!controllers.containsAll(required(container))) {
      throw PortoFailure.invalidValue("Cannot disable required controllers");
    }
    container.setting(NAME, String.join(";", controllers));
  }

  private static List<String> current(Container container) {
    String value = container.setting(NAME);
    return NAMES.parse(value != null ? value : container.level() <= 1 ? FIRST_LEVEL : BELOW, ';');
  }

  private static List<String> required(Container container) {
    String value = container.setting(REQUIRED);
    return value == null ? List.of() : NAMES.parse(value, ';');
  }

  private static String joined(List<String> controllers, String more) {
    Set<String> all = new HashSet<>(controllers);
    all.add(more);
    return String.join(";", NAMES.ordered(all));
  }
}
