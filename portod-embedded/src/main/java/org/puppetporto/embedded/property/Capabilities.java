package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.puppetporto.embedded.form.Blank;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.NamedFlags;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** Linux capabilities, in the kernel's order. */
public final class Capabilities extends Property {
  private static final NamedFlags NAMES = new NamedFlags("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER",
      "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST",
      "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE",
      "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD",
      "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM",
      "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE");
  private static final String DEFAULT = String.join(";", NAMES.ordered(Set.of("CHOWN", "DAC_OVERRIDE",
      "FOWNER",
      "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "NET_BIND_SERVICE", "NET_ADMIN", "NET_RAW", "IPC_LOCK",
      "SYS_CHROOT", "SYS_PTRACE", "MKNOD", "AUDIT_WRITE", "SETFCAP")));
  private static final String OF_ROOT = String.join(";", NAMES.ordered(Set.of("CHOWN", "DAC_OVERRIDE",
      "FOWNER",
      "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_ADMIN",
      "NET_RAW",
      "IPC_LOCK", "SYS_CHROOT", "SYS_PTRACE", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "MKNOD",
      "AUDIT_WRITE", "SETFCAP")));
  private final boolean ambient;

  private Capabilities(boolean ambient) {
    super(ambient ? "capabilities_ambient" : "capabilities",
        ambient ? "Capabilities given to the process" : "Capabilities the processes may have", Forms.STATIC);
    this.ambient = ambient;
  }

  static void addTo(SortedMap<String, Property> table) {
    add(table, new Capabilities(false));
    add(table, new Capabilities(true));
    for (String name : List.of("capabilities_allowed", "capabilities_ambient_allowed")) {
      add(table, new Figure(name, "Capabilities that may be given", Set.of(), c -> allowed(c)));
    }
  }

  /** Numbers of the capabilities that the container's processes must not have; none unless limited. */
  public static List<Integer> dropped(Container container) {
    String limit = container.setting("capabilities");
    List<Integer> dropped = new ArrayList<>();
    if (limit != null) {
      List<String> kept = NAMES.parse(limit, ';');
      for (int number = 0; number < NAMES.names().size(); number++) {
        if (!kept.contains(NAMES.names().get(number))) {
          dropped.add(number);
        }
      }
    }
    return dropped;
  }

  /** Numbers of the capabilities that the command is given, also when it does not run as root. */
  public static List<Integer> ambient(Container container) {
    String given = container.setting("capabilities_ambient");
    return given == null ? List.of()
        : NAMES.parse(given, ';').stream().map(name -> NAMES.names().indexOf(name)).toList();
  }

  private static String allowed(Container container) {
    String limit = container.setting("capabilities");
    return limit != null ? limit : container.owner().isRoot() ? OF_ROOT : DEFAULT;
  }

  @Override
  public String get(Container container, Client client) {
    String value = container.setting(name());
    return value != null ? value : ambient ? "" : DEFAULT;
  }

  @Override
  public void set(Container container, Client client, String value) {
    store(container, ambient ? NAMES.parse(value, ';') : known(value));
  }

  @Override
  public String get(Container container, Client client, String index) {
    List<String> present = NAMES.parse(get(container, client), ';');
    return Boolean.toString(present.containsAll(NAMES.parse(index, ';')));
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    Set<String> capabilities = new HashSet<>(NAMES.parse(get(container, client), ';'));
    if (Flags.parse(value)) {
      capabilities.addAll(NAMES.parse(index, ';'));
    } else {
      capabilities.removeAll(NAMES.parse(index, ';'));
    }
    store(container, NAMES.ordered(capabilities));
  }

  /** Porto reads up to the first name it does not know, and forgives the rest. */
  private static List<String> known(String value) {
    Set<String> names = new HashSet<>();
    for (String part : value.split(";")) {
      String name = Blank.trim(part);
      if (!name.isEmpty() && !NAMES.names().contains(name)) {
        break;
      }
      names.add(name);
    }
    return NAMES.ordered(names);
  }

  private void store(Container container, List<String> capabilities) {
    container.setting(name(), String.join(";", capabilities));
    container.markExplicit(name(), true);
  }

}
