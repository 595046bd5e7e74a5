package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.Forms.CHANGES;
import static org.puppetporto.embedded.property.Forms.DYNAMIC;
import static org.puppetporto.embedded.property.Forms.LIMIT;
import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.SortedMap;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.CpuSets;
import org.puppetporto.embedded.form.Durations;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.form.Weights;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.property.Property.Trait;

/** Limits and guarantees of memory, CPU, threads and disks. */
final class ResourceProperties {
  private static final String DEFAULT_THREAD_LIMIT = "10000";
  private static final long MIN_PERIOD_NS = 1_000_000;
  private static final long MAX_PERIOD_NS = 1_000_000_000;

  private ResourceProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    memory(table);
    cpu(table, around);
    disks(table);
    add(table, new Setting("thread_limit", "How many threads at most",
        Forms.with(DYNAMIC, Trait.RESOURCE), (c, value) -> Sizes.canonical(value),
        c -> c.level() == 1 ? DEFAULT_THREAD_LIMIT : ""));
  }

  private static void memory(SortedMap<String, Property> table) {
    Forms.size(table, "memory_guarantee", "Memory that is kept for it, in bytes", LIMIT);
    Forms.text(table, "memory_limit", "Memory at most, in bytes", LIMIT, Forms::memoryLimit, "0");
    Forms.text(table, "anon_limit", "Anonymous memory at most, in bytes", LIMIT, Forms::memoryLimit, "0");
    Forms.text(table, "dirty_limit", "Unwritten file cache at most, in bytes", LIMIT, Forms::memoryLimit,
        "0");
    Forms.size(table, "hugetlb_limit", "Huge pages at most, in bytes", Forms.with(DYNAMIC, Trait.RESOURCE));
    Forms.flag(table, "anon_only", "Count only anonymous memory here, and file cache above", LIMIT, false);
    Forms.flag(table, "recharge_on_pgfault", "Move file cache to who touches it", LIMIT, false);
    Forms.flag(table, "pressurize_on_death", "Press memory out of dead containers", LIMIT, false);
    Forms.text(table, "memory_lock_policy", "Which memory is locked: disabled, mlockall, executable, xattr",
        LIMIT,
        Forms.oneOf("Memory lock policy must be equal 'disabled', 'mlockall', 'executable' or 'xattr', not ",
            "disabled", "mlockall", "executable", "xattr"), "disabled");
    Forms.flag(table, "oom_is_fatal", "End the whole container when it runs out of memory", DYNAMIC, true);
    Forms.text(table, "oom_score_adj", "How gladly the kernel kills it for want of memory: -1000 to 1000",
        Forms.with(Forms.STATIC, Trait.COUNTS_CHANGES), value -> Integer.toString(Weights.oomScore(value)),
        "0");
  }

  private static void cpu(SortedMap<String, Property> table, Surroundings around) {
    add(table, new Setting("cpu_limit", "CPU at most, in cores: 1.5c", LIMIT,
        (c, value) -> CpuPower.canonical(value, around.cores()), c -> "0c"));
    add(table, new Setting("cpu_guarantee", "CPU that is kept for it, in cores: 1.5c", LIMIT,
        (c, value) -> CpuPower.canonical(value, around.cores()), c -> "0c"));
    Forms.text(table, "cpu_period", "Over which time the limit holds: 1ms to 1s", CHANGES,
        ResourceProperties::period, "100000000");
    add(table, new Setting("cpu_weight", "Share of contended CPU: 0.01 to 100", CHANGES,
        (c, value) -> Weights.cpu(value, c.setting("cpu_weight")), c -> "1"));
    add(table, new Setting("cpu_policy", "Scheduling: rt, high, normal, batch, idle, iso, nosmt",
        Forms.with(CHANGES, Trait.ALWAYS_SET),
        (c, value) -> Forms.oneOf("Unknown cpu policy: ", "rt", "high", "normal", "batch", "idle", "iso",
        "nosmt")
            .apply(value), ResourceProperties::inheritedPolicy));
    add(table, new Setting("cpu_set", "On which CPUs: a list, node N, or jail N; node M",
        Forms.with(DYNAMIC, Trait.RESOURCE), (c, value) -> CpuSets.canonical(value, around.cores()),
        c -> ""));
  }

  private static void disks(SortedMap<String, Property> table) {
    Forms.text(table, "io_policy", "Disk scheduling: none, rt, high, normal, batch, idle", CHANGES,
        Forms.oneOf("invalid policy: ", "", "none", "rt", "high", "normal", "batch", "idle"), "");
    Forms.text(table, "io_weight", "Share of contended disks: 0.01 to 100", LIMIT, Weights::io, "1");
    add(table, new IoSetting("io_limit", "Disk bytes a second at most: fs, path or disk [r or w]: bytes"));
    add(table, new IoSetting("io_guarantee", "Disk bytes a second that are kept for it"));
    add(table, new IoSetting("io_ops_limit", "Disk operations a second at most"));
    add(table, new IoSetting("io_ops_guarantee", "Disk operations a second that are kept for it"));
  }

  private static String period(String value) {
    long period = Durations.nanoseconds(value);
    if (period < MIN_PERIOD_NS || period > MAX_PERIOD_NS) {
      throw PortoFailure.invalidValue("cpu period out of range");
    }
    return Long.toString(period);
  }

  private static String inheritedPolicy(Container container) {
    String parents = container.parent() == null ? null : container.parent().setting("cpu_policy");
    return parents == null ? "normal" : parents;
  }
}
