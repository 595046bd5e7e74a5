package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.PropertyTable.add;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.NameScope;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.property.Property.Trait;

/** What a container tells of itself. */
final class FigureProperties {
  private static final Set<Trait> ALWAYS = Set.of();
  private static final Set<Trait> RUNTIME = Set.of(Trait.RUNTIME_ONLY);
  private static final Set<Trait> DEAD = Set.of(Trait.DEAD_ONLY);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss",
      Locale.ROOT);

  private FigureProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    identity(table);
    lifeAndDeath(table);
    times(table);
    amounts(table, around);
    streams(table, around);
  }

  private static void identity(SortedMap<String, Property> table) {
    add(table, new Figure("id", "Number", ALWAYS, c -> Integer.toString(c.id())));
    add(table, new Figure("level", "How deep it is nested", ALWAYS, c -> Integer.toString(c.level())));
    add(table, new Figure("absolute_name", "Name with all namespaces", ALWAYS,
        FigureProperties::absoluteName));
    add(table, new Figure("absolute_namespace", "Namespace with those of the parents", ALWAYS,
        c -> "/porto/" + NameScope.namespaceOf(c)));
    add(table, new Figure("parent", "Parent's absolute name", ALWAYS,
        c -> c.parent() == null ? "" : absoluteName(c.parent())));
  }

  private static void lifeAndDeath(SortedMap<String, Property> table) {
    add(table, new Figure("state", "State", ALWAYS, c -> c.state().word()));
    add(table, new Figure("start_error", "Why the last start failed", ALWAYS, Container::startError));
    add(table, new Figure("exit_status", "How it ended, as wait(2) has it", DEAD,
        c -> Integer.toString(c.run().exitStatus())));
    add(table, new Figure("exit_code", "Exit code, negated signal, or -99 for want of memory", DEAD,
        c -> Integer.toString(c.run().exitCode())));
    add(table, new Figure("core_dumped", "Whether it dumped core", DEAD,
        c -> Boolean.toString(c.run().coreDumped())));
    add(table, new Figure("oom_killed", "Whether it ended for want of memory", DEAD,
        c -> Boolean.toString(c.run().oomKilled())));
    add(table, new Figure("root_pid", "Pid of its process", RUNTIME, c -> {
      if (c.isRoot()) {
        return "1";
      }
      if (c.run().pid() == 0) {
        throw PortoFailure.invalidState("container isn't running");
      }
      return Integer.toString(c.run().pid());
    }));
  }

  private static void times(SortedMap<String, Property> table) {
    time(table, "creation_time", "When it was created", ALWAYS, Container::creationTime);
    time(table, "start_time", "When it was started", ALWAYS, c -> c.run().startTime() / 1000);
    time(table, "death_time", "When it died", DEAD, c -> c.run().deathTime() / 1000);
    time(table, "change_time", "When it was changed", ALWAYS, Container::changeTime);
    add(table, new Figure("time", "For how many seconds it runs", ALWAYS,
        (c, client) -> Long.toString(age(c)), (c, index) -> {
          if (!index.equals("dead")) {
            throw PortoFailure.invalidValue("What " + index + "?");
          }
          if (c.state() != State.DEAD) {
            throw PortoFailure.invalidState("Not dead yet");
          }
          return Long.toString((System.currentTimeMillis() - c.run().deathTime()) / 1000);
        }));
  }

  private static void amounts(SortedMap<String, Property> table, Surroundings around) {
    for (String name : List.of("anon_usage", "cache_usage", "memory_usage", "shmem_usage", "mlock_usage",
        "hugetlb_usage", "memory_reclaimed", "minor_faults", "major_faults", "cpu_usage", "cpu_usage_system",
        "cpu_throttled", "process_count", "thread_count")) {
      add(table, new Figure(name, "Measured: " + name.replace('_', ' '), RUNTIME,
          c -> Long.toString(around.figures().amount(c, name))));
    }
    for (String name : List.of("oom_kills", "oom_kills_total")) {
      add(table, new Figure(name, "How many processes the kernel killed for want of memory", ALWAYS,
          c -> Long.toString(around.figures().amount(c, name))));
    }
    for (String name : List.of("io_read", "io_write", "io_ops", "io_read_ops", "io_write_ops", "io_time",
        "cpu_pressure", "memory_pressure", "io_pressure", "virtual_memory")) {
      add(table, mapFigure(name, "Measured: " + name.replace('_', ' '), RUNTIME, around));
    }
    add(table, new Figure("cgroups", "Cgroups: controller: path;...", ALWAYS,
        (c, client) -> Maps.format(new TreeMap<>(around.figures().map(c, "cgroups"))), (c, index) -> {
          String path = around.figures().map(c, "cgroups").get(index);
          if (path == null) {
            throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Unknown cgroup subststem: " + index);
          }
          return path;
        }));
    for (String name : List.of("cpu_limit_total", "cpu_limit_bound")) {
      add(table, new Figure(name, "CPU at most, by it and its parents", ALWAYS,
          c -> CpuPower.format(Bounds.cpuLimit(c, around.cores()))));
    }
    for (String name : List.of("cpu_guarantee_total", "cpu_guarantee_bound")) {
      add(table, new Figure(name, "CPU kept for it, by it and its parents", ALWAYS,
          c -> CpuPower.format(Bounds.cpuGuarantee(c, around.cores()))));
    }
    add(table, new Figure("memory_limit_total", "Memory at most, by it and its parents", ALWAYS,
        c -> Long.toString(Bounds.memory(c, "memory_limit", around.memory()))));
    add(table, new Figure("anon_limit_total", "Anonymous memory at most, by it and its parents", ALWAYS,
        c -> Long.toString(Bounds.memory(c, "anon_limit", around.memory()))));
    add(table, new Figure("memory_guarantee_total", "Memory kept for it and its children", ALWAYS,
        c -> Long.toString(Bounds.memoryGuarantee(c, around.registry()))));
    add(table, new Figure("cpu_set_affinity", "CPUs it may run on", ALWAYS,
        c -> Bounds.affinity(c, around.cores())));
    add(table, new Figure("taint", "What is wrong with it", ALWAYS,
        (c, client) -> around.figures().text(c, client, "taint"), null));
  }

  private static void streams(SortedMap<String, Property> table, Surroundings around) {
    for (String stream : List.of("stdout", "stderr")) {
      add(table, new Figure(stream, "What it wrote: " + stream + "[offset:length]", RUNTIME,
          (c, client) -> around.figures().stream(c, stream, ""), (c, index) ->
          around.figures().stream(c, stream, index)));
      add(table, new Figure(stream + "_offset", "How much of it was dropped, in bytes", RUNTIME,
          c -> Long.toString(around.figures().streamOffset(c, stream))));
    }
  }

  static Figure mapFigure(String name, String description, Set<Trait> traits, Surroundings around) {
    return new Figure(name, description, traits,
        (c, client) -> Maps.format(new TreeMap<>(around.figures().map(c, name))), (c, index) -> {
          Map<String, String> map = around.figures().map(c, name);
          if (!map.containsKey(index)) {
            throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Unknown " + index);
          }
          return map.get(index);
        });
  }

  private static void time(SortedMap<String, Property> table, String name, String description,
      Set<Trait> traits,
      ToLongFunction<Container> seconds) {
    add(table, new Figure(name, description, traits, (c, client) -> format(seconds.applyAsLong(c)),
        (c, index) -> {
      if (!index.equals("raw")) {
        throw PortoFailure.invalidValue("What " + index + "?");
      }
      return Long.toString(seconds.applyAsLong(c));
    }));
  }

  private static String format(long seconds) {
    return seconds == 0 ? "" : TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
  }

  private static String absoluteName(Container container) {
    return container.isRoot() ? Container.ROOT_NAME : "/porto/" + container.name();
  }

  private static long age(Container container) {
    switch (container.state()) {
      case STOPPED:
        return 0;
      case DEAD:
        return (container.run().deathTime() - container.run().startTime()) / 1000;
      default:
        return (System.currentTimeMillis() - container.run().startTime()) / 1000;
    }
  }
}
