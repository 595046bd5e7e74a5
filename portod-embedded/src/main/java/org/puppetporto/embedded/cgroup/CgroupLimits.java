package org.puppetporto.embedded.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.proto.ErrorCode;

/** Puts limits into effect where the machine has the controllers for them. */
public final class CgroupLimits {
  private static final long NS_PER_US = 1000;
  private static final long DEFAULT_PERIOD_NS = 100_000_000;
  private static final long DEFAULT_SHARES = 1024;
  private static final long DEFAULT_WEIGHT_V2 = 100;
  private static final String DEFAULT_THREADS = "10000";
  private static final Set<String> ONLY_RECORDED = Set.of("memory_guarantee", "anon_limit", "dirty_limit",
      "hugetlb_limit", "cpu_guarantee", "io_limit", "io_guarantee", "io_ops_limit", "io_ops_guarantee",
      "io_weight",
      "io_policy", "net_limit", "net_rx_limit", "net_guarantee", "net_limit_soft", "devices", "sysctl",
      "seccomp", "userns", "unshare_on_exec", "cgroupfs", "core_command", "coredump_filter", "net_tos",
      "owner_containers", "enable_fuse", "ip", "default_gw", "ip_limit");
  private final CgroupTree tree;
  private final int cores;

  public CgroupLimits(CgroupTree tree, int cores) {
    this.tree = tree;
    this.cores = cores;
  }

  /** Puts every limit of a container that is about to start into effect. */
  public void applyAll(Container container) {
    for (String property : List.of("memory_limit", "cpu_limit", "cpu_weight", "thread_limit", "cpu_set")) {
      apply(container, property);
    }
  }

  /** Puts one limit into effect; others are none of its business. */
  public void apply(Container container, String property) {
    switch (property) {
      case "memory_limit" -> tree.group(container, "memory").ifPresent(group -> memory(container, group));
      case "cpu_limit", "cpu_period" -> tree.group(container, "cpu")
          .ifPresent(group -> cpu(container, group));
      case "cpu_weight" -> tree.group(container, "cpu").ifPresent(group -> weight(container, group));
      case "thread_limit" -> tree.group(container, "pids").ifPresent(group -> threads(container, group));
      case "cpu_set" -> tree.group(container, "cpuset").ifPresent(group -> cpuSet(container, group));
      default -> { }
    }
  }

  /** What was set and has no effect on this machine, one sentence each. */
  public List<String> withoutEffect(Container container) {
    List<String> sentences = new ArrayList<>();
    for (String property : new java.util.TreeSet<>(container.explicitProperties())) {
      Optional<String> controller = controllerOf(property);
      if (ONLY_RECORDED.contains(property)) {
        sentences.add(property + " is recorded and has no effect in portod-embedded.");
      } else if (controller.isPresent() && !tree.has(controller.get())) {
        sentences.add(property + " is recorded and has no effect: no cgroup of " + controller.get()
            + " can be written here.");
      }
    }
    return sentences;
  }

  private static Optional<String> controllerOf(String property) {
    return switch (property) {
      case "memory_limit" -> Optional.of("memory");
      case "cpu_limit", "cpu_period", "cpu_weight" -> Optional.of("cpu");
      case "thread_limit" -> Optional.of("pids");
      case "cpu_set" -> Optional.of("cpuset");
      default -> Optional.empty();
    };
  }

  private void memory(Container container, Path group) {
    long limit = number(container, "memory_limit", "0");
    boolean second = tree.isSecond("memory");
    String usageFile = second ? "memory.current" : "memory.usage_in_bytes";
    try {
      if (second && limit != 0 && Long.parseLong(ProcFs.read(group.resolve(usageFile)).strip()) > limit) {
        throw tooLow();
      }
      String value = limit != 0 ? Long.toString(limit) : second ? "max" : "-1";
      CgroupTree.write(group, second ? "memory.max" : "memory.limit_in_bytes", value);
    } catch (IOException e) {
      throw limit == 0 ? CgroupTree.refused(e, "cannot lift the memory limit") : tooLow();
    }
  }

  private static PortoFailure tooLow() {
    return new PortoFailure(ErrorCode.BUSY, "Memory limit is too low for current memory usage");
  }

  private void cpu(Container container, Path group) {
    String setting = container.setting("cpu_limit");
    long limit = setting == null ? 0 : CpuPower.parse(setting, cores);
    long period = number(container, "cpu_period", Long.toString(DEFAULT_PERIOD_NS)) / NS_PER_US;
    long quota = Math.max(1000, (long) (limit / 1e9 * period));
    try {
      if (tree.isSecond("cpu")) {
        CgroupTree.write(group, "cpu.max", (limit == 0 ? "max" : Long.toString(quota)) + " " + period);
      } else {
        CgroupTree.write(group, "cpu.cfs_quota_us", "-1");
        CgroupTree.write(group, "cpu.cfs_period_us", Long.toString(period));
        CgroupTree.write(group, "cpu.cfs_quota_us", limit == 0 ? "-1" : Long.toString(quota));
      }
    } catch (IOException e) {
      throw CgroupTree.refused(e, "cannot set cpu_limit " + setting);
    }
  }

  private void weight(Container container, Path group) {
    String setting = container.setting("cpu_weight");
    double weight = setting == null ? 1 : Double.parseDouble(setting);
    try {
      if (tree.isSecond("cpu")) {
        CgroupTree.write(group, "cpu.weight", Long.toString(Math.max(1,
            (long) (weight * DEFAULT_WEIGHT_V2))));
      } else {
        CgroupTree.write(group, "cpu.shares", Long.toString(Math.max(2, (long) (weight * DEFAULT_SHARES))));
      }
    } catch (IOException e) {
      throw CgroupTree.refused(e, "cannot set cpu_weight " + setting);
    }
  }

  private void threads(Container container, Path group) {
    long limit = number(container, "thread_limit", container.level() == 1 ? DEFAULT_THREADS : "0");
    try {
      CgroupTree.write(group, "pids.max", limit == 0 ? "max" : Long.toString(limit));
    } catch (IOException e) {
      throw CgroupTree.refused(e, "cannot set thread_limit " + limit);
    }
  }

  private void cpuSet(Container container, Path group) {
    String setting = container.setting("cpu_set");
    if (setting == null || setting.isEmpty() || !Character.isDigit(setting.charAt(0))) {
      return;
    }
    try {
      CgroupTree.write(group, "cpuset.cpus", setting);
    } catch (IOException e) {
      throw CgroupTree.refused(e, "cannot set cpu_set " + setting);
    }
  }

  private static long number(Container container, String property, String otherwise) {
    String value = container.setting(property);
    return Long.parseUnsignedLong(value == null || value.isEmpty() ? otherwise : value);
  }
}
