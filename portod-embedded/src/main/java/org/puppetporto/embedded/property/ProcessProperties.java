package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.Forms.DYNAMIC;
import static org.puppetporto.embedded.property.Forms.STATIC;
import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.Map;
import java.util.SortedMap;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.form.Ulimits;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.ErrorCode;

/** What runs, and in which surroundings. */
final class ProcessProperties {
  static final int MAX_COMMAND = 128 * 1024;
  private static final String DEFAULT_STDOUT_LIMIT = Integer.toString(8 << 20);
  private static final long MAX_STDOUT_LIMIT = 1 << 30;

  private ProcessProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around,
      EffectiveEnvironment environment) {
    add(table, new Command());
    add(table, new CommandArgv());
    add(table, new Environment(false, environment::of));
    add(table, new Environment(true, environment::of));
    add(table, new Ulimit());
    add(table, new VirtMode());
    add(table, new Isolate());
    add(table, new WorkingDirectory(around));
    Forms.text(table, "umask", "Mask of file modes, octal", STATIC, ProcessProperties::umask, "02");
    Forms.verbatim(table, "stdin_path", "Standard input is read from", STATIC, "/dev/null");
    Forms.verbatim(table, "stdout_path", "Standard output is written to", STATIC, "stdout");
    Forms.verbatim(table, "stderr_path", "Standard error is written to", STATIC, "stderr");
    add(table, new StdoutLimit());
    Forms.flag(table, "unshare_on_exec", "New mount namespace right before the command", STATIC, false);
    Forms.flag(table, "userns", "New user namespace", STATIC, false);
    Forms.flag(table, "enable_fuse", "End fuse mounts with the container", STATIC, false);
    Forms.flag(table, "children_allowed", "May have containers below", STATIC, true);
    Forms.text(table, "cgroupfs", "View of the cgroups: none, ro, rw", STATIC,
        Forms.oneOf("Unknown cgroupfs value: ", "none", "ro", "rw"), "none");
    Forms.text(table, "session_info", "Session: kind id user", STATIC, ProcessProperties::sessionInfo, "");
    Forms.verbatim(table, "core_command", "Takes core dumps", DYNAMIC, "");
    Forms.text(table, "coredump_filter", "What core dumps hold, hexadecimal",
        Forms.with(STATIC, Property.Trait.COUNTS_CHANGES), ProcessProperties::coredumpFilter, "");
    add(table, new Seccomp());
    add(table, new SeccompName());
    Capabilities.addTo(table);
    add(table, new Controllers());
  }

  private static String umask(String value) {
    long mask = Numbers.inBase(value, 8);
    return mask == 0 ? "0" : "0" + Long.toOctalString(mask);
  }

  private static String sessionInfo(String value) {
    if (value.isEmpty() || value.split(" ").length == 3) {
      return value;
    }
    throw new PortoFailure(ErrorCode.UNKNOWN, "Cannot parse " + value + ": expected 3 arguments");
  }

  private static String coredumpFilter(String value) {
    long filter = Numbers.inBase(value, 16);
    if (filter > 0x1ff) {
      throw PortoFailure.invalidValue("out of range");
    }
    return "0x" + Long.toHexString(filter);
  }

  /**
   * The directory in effect: what was set, below the parents' where relative, else the place of the
   * container.
   */
  private static final class WorkingDirectory extends Setting {
    private final Surroundings around;

    WorkingDirectory(Surroundings around) {
      super("cwd", "Working directory", STATIC, (c, value) -> value, c -> "");
      this.around = around;
    }

    @Override
    public String get(Container container, Client client) {
      String path = "";
      for (Container c = container; c != null; c = c.parent()) {
        String own = c.setting(name());
        if (own != null && !own.isEmpty()) {
          path = path.isEmpty() ? own : own + "/" + path;
        }
        if (path.startsWith("/")) {
          return path;
        }
        String root = c.setting("root");
        if (root != null && !root.equals("/")) {
          return "/" + path;
        }
      }
      return container.isRoot() ? "/" : around.workDir(container.name());
    }
  }

  private static final class StdoutLimit extends Setting {
    StdoutLimit() {
      super("stdout_limit", "How much output is kept, in bytes", DYNAMIC,
          (c, value) -> Sizes.canonical(value),
          c -> DEFAULT_STDOUT_LIMIT);
    }

    @Override
    public void set(Container container, Client client, String value) {
      if (Long.compareUnsigned(Sizes.parse(value), MAX_STDOUT_LIMIT) > 0 && !client.isSuperUser()) {
        throw PortoFailure.permission("Maximum limit is: " + MAX_STDOUT_LIMIT);
      }
      super.set(container, client, value);
    }
  }

  private static final class Ulimit extends Setting {
    Ulimit() {
      super("ulimit", "Limits of processes: type: soft hard;...", DYNAMIC,
          (c, value) -> Ulimits.canonical(value),
          c -> "");
    }

    @Override
    public String get(Container container, Client client, String index) {
      Ulimits.Limit limit = Ulimits.parse(get(container, client)).get(index);
      return limit == null ? "" : index + ": " + limit.soft() + " " + limit.hard();
    }

    @Override
    public void set(Container container, Client client, String index, String value) {
      Map<String, Ulimits.Limit> limits = Ulimits.parse(get(container, client));
      limits.putAll(Ulimits.parse(index + ":" + value));
      store(container, Ulimits.format(limits));
    }
  }
}
