package org.puppetporto.spec.property;

import static org.puppetporto.spec.property.ChangeKind.ANY_STATE;
import static org.puppetporto.spec.property.ChangeKind.LIVE;
import static org.puppetporto.spec.property.ChangeKind.RESTART;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * The table behind the catalogue: Porto 5.3.59, src/property.cpp, and a real portod's propertyList.
 * A default is given only where setting it on a running container has the effect of never having set
 * the property.
 */
final class StandardProperties {
  private static final int PRIVATE_LENGTH = 4096;
  private static final long MIN_MEMORY = 1L << 20;
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /** In portod's own order. */
  private static final List<String> CONTROLLERS =
      List.of("freezer", "memory", "cpu", "cpuacct", "net_cls", "blkio",
      "devices", "hugetlb", "cpuset", "pids", "perf_event", "systemd", "cgroup2");

  /** In the order of the kernel's numbers. */
  private static final List<String> CAPABILITIES =
      List.of("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER",
      "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST",
      "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE",
      "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD",
      "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM",
      "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE");

  /** Settable for Porto, but not in a definition, with the reason. */
  static final Map<String, String> RESERVED = Map.of(
      "weak", "is set and cleared while a daemon is started; remove it",
      "respawn_count", "counts restarts and is no setting; remove it",
      "anon_max_usage", "is a figure that can only be reset; remove it",
      "place_limit", "has no effect since Porto 5.3; limit the volume instead",
      "owner_cred", "is set through owner_user and owner_group; write those",
      "task_cred", "is set through user and group; write those");

  static final Set<String> READ_ONLY = Set.of("absolute_name", "absolute_namespace", "anon_limit_total",
      "anon_usage", "cache_usage", "capabilities_allowed", "capabilities_ambient_allowed", "cgroups",
      "change_time",
      "core_dumped", "cpu_guarantee_bound", "cpu_guarantee_total", "cpu_limit_bound", "cpu_limit_total",
      "cpu_pressure", "cpu_set_affinity", "cpu_throttled", "cpu_usage", "cpu_usage_system", "cpu_wait",
      "creation_time", "death_time", "exit_code", "exit_status", "hugetlb_usage", "id", "io_ops",
      "io_pressure",
      "io_read", "io_read_ops", "io_time", "io_write", "io_write_ops", "level", "major_faults",
      "memory_guarantee_total", "memory_limit_total", "memory_pressure", "memory_reclaimed", "memory_usage",
      "minor_faults", "mlock_usage", "net_bytes", "net_class_id", "net_drops", "net_limit_bound",
      "net_limit_soft_stat", "net_netstat", "net_overlimits", "net_packets", "net_rx_bytes", "net_rx_drops",
      "net_rx_limit_bound", "net_rx_overlimits", "net_rx_packets", "net_snmp", "net_snmp6", "net_tx_bytes",
      "net_tx_drops", "net_tx_packets", "oom_killed", "oom_kills", "oom_kills_total", "parent", "place_usage",
      "process_count", "root_path", "root_pid", "shmem_usage", "start_error", "start_time", "state", "stderr",
      "stderr_offset", "stdout", "stdout_offset", "taint", "thread_count", "time", "virtual_memory",
      "volumes_linked", "volumes_owned");

  private final Map<String, PropertyDescriptor> properties = new HashMap<>();
  private final Map<String, EntryKind> entries = new HashMap<>();

  StandardProperties(IntSupplier cores) {
    anyState();
    limits(new CpuForm(cores));
    live();
    command();
    security();
    network();
    files();
    singleEntries();
  }

  private void anyState() {
    add("aging_time", ANY_STATE, new IntegerForm(0, Long.MAX_VALUE / SECOND, "seconds"), "86400");
    add("labels", ANY_STATE, Comparison.SUPERSET, new MapForm("{TEAM.name: search}", new LabelForm()), null);
    add("max_respawns", ANY_STATE, new IntegerForm(0, Long.MAX_VALUE, "a number"), null);
    add("private", ANY_STATE, TextForm.upTo(PRIVATE_LENGTH), "");
    add("respawn", ANY_STATE, BooleanForm.INSTANCE, "false");
    add("respawn_delay", ANY_STATE, new DurationForm(0, Long.MAX_VALUE), "1s");
  }

  private void limits(CpuForm cpu) {
    add("anon_limit", LIVE, SizeForm.atLeast(MIN_MEMORY), null);
    add("cpu_guarantee", LIVE, cpu, "0c");
    add("cpu_limit", LIVE, cpu, "0c");
    add("cpu_period", LIVE, new DurationForm(MILLISECOND, SECOND), "100ms");
    add("cpu_weight", LIVE, WeightForm.HUNDREDTHS, "1");
    add("dirty_limit", LIVE, SizeForm.atLeast(MIN_MEMORY), "0");
    add("hugetlb_limit", LIVE, SizeForm.ANY, null);
    add("io_guarantee", LIVE, new IoMapForm(), "");
    add("io_limit", LIVE, new IoMapForm(), "");
    add("io_ops_guarantee", LIVE, new IoMapForm(), "");
    add("io_ops_limit", LIVE, new IoMapForm(), "");
    add("io_weight", LIVE, WeightForm.PRECISE, "1");
    add("memory_guarantee", LIVE, SizeForm.ANY, "0");
    // Set to 0, a container of the first level has no limit; never set, it has one by the host's memory.
    add("memory_limit", LIVE, SizeForm.atLeast(MIN_MEMORY), null);
    add("net_guarantee", LIVE, interfaceMap(), "");
    add("net_limit", LIVE, interfaceMap(), "");
    add("net_rx_limit", LIVE, interfaceMap(), "");
    add("net_limit_soft", LIVE, SizeForm.ANY, "0");
    add("stdout_limit", LIVE, SizeForm.ANY, null);
    add("thread_limit", LIVE, SizeForm.ANY, null);
    add("ulimit", LIVE, new UlimitForm(), null);
  }

  private static MapForm interfaceMap() {
    return new MapForm("{default: 10M} or {eth0: 1M}", SizeForm.ANY);
  }

  private void live() {
    add("anon_only", LIVE, BooleanForm.INSTANCE, "false");
    add("core_command", LIVE, TextForm.ANY, "");
    add("cpu_policy", LIVE, EnumForm.of("rt", "high", "normal", "batch", "idle", "iso", "nosmt"), "normal");
    add("cpu_set", LIVE, new CpuSetForm(), "all");
    add("devices", LIVE, Comparison.EFFECTIVE, new DevicesForm(), null);
    add("devices_explicit", LIVE, BooleanForm.INSTANCE, null);
    add("enable_porto", LIVE, new EnumForm(
        List.of("true", "false", "read-isolate", "read-only", "isolate", "self-isolate", "child-only"),
        Map.of("none", "false", "full", "true")), null);
    add("io_policy", LIVE, new EnumForm(List.of("none", "rt", "high", "normal", "batch", "idle"),
        Map.of("", "none")), "none");
    add("memory_lock_policy", LIVE, EnumForm.of("disabled", "mlockall", "executable", "xattr"), "disabled");
    add("oom_is_fatal", LIVE, BooleanForm.INSTANCE, "true");
    add("owner_containers", LIVE, new ListForm("a, b"), null);
    add("pressurize_on_death", LIVE, BooleanForm.INSTANCE, null);
    add("recharge_on_pgfault", LIVE, BooleanForm.INSTANCE, "false");
    add("resolv_conf", LIVE, new LinesForm(), null);
    add("symlink", LIVE, new SymlinkForm(), "");
    add("volumes_required", LIVE, new ListForm("/srv/volume"), "");
  }

  private void command() {
    add("children_allowed", RESTART, BooleanForm.INSTANCE, null);
    add("command", RESTART, TextForm.ANY, null);
    add("command_argv", RESTART, new ArgvForm(), null);
    add("coredump_filter", RESTART, new HexForm(), null);
    add("cwd", RESTART, TextForm.ABSOLUTE_PATH, null);
    add("env", RESTART, new EnvironmentForm(), null);
    add("env_secret", RESTART, Comparison.SECRET_DIGEST, new SecretForm(), null);
    add("oom_score_adj", RESTART, new IntegerForm(-1000, 1000, "a number"), null);
    add("sysctl", RESTART, new MapForm("{net.core.somaxconn: 1024}", TextForm.ANY), null);
    add("umask", RESTART, new OctalForm(), null);
    add("session_info", RESTART, TextForm.ANY, null);
    add("virt_mode", RESTART, new EnumForm(List.of("app", "os", "job", "host"),
        Map.of("docker", "app")), null);
  }

  private void security() {
    add("capabilities", RESTART, new FlagSetForm("capabilities", CAPABILITIES, false), null);
    add("capabilities_ambient", RESTART, new FlagSetForm("capabilities", CAPABILITIES, false), null);
    add("cgroupfs", RESTART, EnumForm.of("none", "ro", "rw"), null);
    add("controllers", RESTART, Comparison.SUPERSET, new FlagSetForm("controllers", CONTROLLERS, true), null);
    add("enable_fuse", RESTART, BooleanForm.INSTANCE, null);
    add("group", RESTART, new AccountForm(), null);
    add("isolate", RESTART, BooleanForm.INSTANCE, null);
    add("link_memory_writeback_blkio", RESTART, BooleanForm.INSTANCE, null);
    add("owner_group", RESTART, new AccountForm(), null);
    add("owner_user", RESTART, new AccountForm(), null);
    add("porto_namespace", RESTART, TextForm.ANY, null);
    add("seccomp", RESTART, Comparison.NONE, new UnreadForm("a seccomp profile in protobuf's text form"),
        null);
    add("seccomp_name", RESTART, TextForm.ANY, null);
    add("unshare_on_exec", RESTART, BooleanForm.INSTANCE, null);
    add("user", RESTART, new AccountForm(), null);
    add("userns", RESTART, BooleanForm.INSTANCE, null);
  }

  private void network() {
    add("default_gw", RESTART, new TupleForm("eth0 192.0.2.1"), null);
    add("etc_hosts", RESTART, new HostsForm(), null);
    add("hostname", RESTART, TextForm.ANY, null);
    add("ip", RESTART, new TupleForm("eth0 192.0.2.10"), null);
    add("ip_limit", RESTART, new IpLimitForm(), null);
    add("net", RESTART, new TupleForm("L3 veth"), null);
    // Listed as dynamic, but a running container answers NotSupported.
    add("net_tos", RESTART, EnumForm.of("CS0", "CS1", "CS2", "CS3", "CS4", "CS5", "CS6", "CS7"), null);
  }

  private void files() {
    add("bind", RESTART, new BindForm(), null);
    add("place", RESTART, new ListForm("/place, \"***\""), null);
    add("root", RESTART, TextForm.ABSOLUTE_PATH, null);
    add("root_readonly", RESTART, BooleanForm.INSTANCE, null);
    add("stderr_path", RESTART, TextForm.ANY, null);
    add("stdin_path", RESTART, TextForm.ANY, null);
    add("stdout_path", RESTART, TextForm.ANY, null);
  }

  private void singleEntries() {
    entries.put("controllers", flags("controllers", CONTROLLERS));
    entries.put("capabilities", flags("capabilities", CAPABILITIES));
    entries.put("capabilities_ambient", flags("capabilities", CAPABILITIES));
    entries.put("labels", new EntryKind(new LabelForm(), LabelForm::objection, true, ""));
    entries.put("sysctl", anyKey(TextForm.ANY));
    entries.put("ulimit", anyKey(new UlimitPairForm()));
    entries.put("symlink", new EntryKind(SymlinkForm.TARGET, key -> "", false, ""));
    for (String sizes : List.of("io_limit", "io_guarantee", "io_ops_limit", "io_ops_guarantee",
        "net_guarantee",
        "net_limit", "net_rx_limit")) {
      entries.put(sizes, anyKey(SizeForm.ANY));
    }
  }

  private static EntryKind anyKey(Form form) {
    return new EntryKind(form, key -> "", false, null);
  }

  private static EntryKind flags(String what, List<String> known) {
    UnaryOperator<String> objections = key -> known.contains(key) ? ""
        : "is none of the " + what + " that Porto knows" + DidYouMean.hintOrNames(key, known);
    return new EntryKind(BooleanForm.INSTANCE, objections, true, null);
  }

  private void add(String name, ChangeKind change, Form form, String settableDefault) {
    add(name, change, Comparison.EXACT, form, settableDefault);
  }

  private void add(String name, ChangeKind change, Comparison comparison, Form form, String settableDefault) {
    properties.put(name, new PropertyDescriptor(name, change, comparison, form, settableDefault));
  }

  Map<String, PropertyDescriptor> properties() {
    return properties;
  }

  Map<String, EntryKind> entries() {
    return entries;
  }
}
