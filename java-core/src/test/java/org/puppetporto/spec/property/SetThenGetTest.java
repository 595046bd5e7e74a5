package org.puppetporto.spec.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.embedded.EmbeddedPortod;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;

/**
 * What is set is recognised when it is read back, for every settable property: on the embedded endpoint, or
 * on the portod that {@code PORTO_SOCKET} names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetThenGetTest {
  private static final String PREFIX = "set-then-get-" + ProcessHandle.current().pid() + "-";
  private static final PropertyCatalogue CATALOGUE = PropertyCatalogue.standard();

  private static final Map<String, List<Object>> SAMPLES = new TreeMap<>();

  private static void sample(String property, Object... values) {
    SAMPLES.put(property, List.of(values));
  }

  static {
    sample("aging_time", 3600);
    sample("anon_limit", "64M");
    sample("anon_only", true);
    sample("bind", "/var/log /newvar ;/tmp /tmp rw", List.of("/var/log /log noexec,ro"));
    sample("capabilities", List.of("SYS_PTRACE", "CHOWN"));
    sample("capabilities[SYS_ADMIN]", false);
    sample("capabilities_ambient", List.of("NET_BIND_SERVICE"));
    sample("capabilities_ambient[NET_RAW]", true);
    sample("cgroupfs", "none", "ro");
    sample("children_allowed", false);
    sample("command", "sleep 10", "echo 'a b'  ");
    sample("command_argv", List.of("/bin/echo", "", " padded ", "a\tb\\"), "/bin/sh\t-c\ttrue");
    sample("controllers", List.of("memory", "cpu"));
    sample("controllers[devices]", false, true);
    sample("core_command", "/bin/true");
    sample("coredump_filter", "0x1f");
    sample("cpu_guarantee", "0.5c", "50");
    sample("cpu_limit", "1.5c", "1500000000ns", 50);
    sample("cpu_period", "50ms");
    sample("cpu_policy", "batch");
    sample("cpu_set", "0", "all");
    sample("cpu_weight", "0.50", 2, "0.29");
    sample("cwd", "/tmp");
    sample("default_gw", "eth0 192.0.2.1");
    sample("devices", List.of("/dev/null rw"), "/dev/null rw /dev/nothing 0600");
    sample("devices_explicit", true);
    sample("dirty_limit", "64M");
    sample("enable_fuse", false);
    sample("enable_porto", "none", "read-only", "full");
    sample("env", Map.of("A", " padded ;\\", "B", "2"), "A=1; B ;C=x\\;y");
    sample("etc_hosts", List.of("127.0.0.1 localhost", "192.0.2.1 a"));
    sample("group", "daemon", 1);
    sample("hostname", "a.example.net");
    sample("hugetlb_limit", "64M");
    sample("io_guarantee", "10M", "fs: 1M");
    sample("io_limit", "10M", Map.of("fs", "1M"));
    sample("io_ops_guarantee", 100);
    sample("io_ops_limit", 100, "fs: 10");
    sample("io_policy", "batch", "none");
    sample("io_weight", "0.5", "0.125");
    sample("ip", "veth 192.0.2.10");
    sample("ip_limit", "any", "192.0.2.1; 192.0.2.2", List.of("2001:db8::/64"));
    sample("isolate", true, false);
    sample("labels", Map.of("TEAM.name", "search"));
    sample("labels[TEAM.other]", "a_b@c:d.e-f");
    sample("link_memory_writeback_blkio", true);
    sample("max_respawns", 5);
    sample("memory_guarantee", "64M");
    sample("memory_limit", "2Gb", "1.5G", 67108864L);
    sample("memory_lock_policy", "disabled");
    sample("net", "inherited", "none", "L3  veth ; MTU veth 1400");
    sample("net_guarantee", "default: 1M");
    sample("net_limit", "default: 1M", Map.of("eth0", "10K", "default", 5));
    sample("net_limit[eth1]", "1K");
    sample("net_limit_soft", "1M");
    sample("net_rx_limit", "default: 1M");
    sample("net_tos", "CS3");
    sample("oom_is_fatal", false);
    sample("oom_score_adj", -100);
    sample("owner_containers", List.of());
    sample("owner_group", "daemon");
    sample("owner_user", "daemon");
    sample("place", "/place; /tmp");
    sample("porto_namespace", "ns/");
    sample("pressurize_on_death", true);
    sample("private", "note to self");
    sample("recharge_on_pgfault", true);
    sample("resolv_conf", "keep", "default", List.of("nameserver 192.0.2.1", "options attempts:1"));
    sample("respawn", true);
    sample("respawn_delay", "2s");
    sample("root", "/");
    sample("root_readonly", true);
    sample("session_info", "1 2 daemon");
    sample("stderr_path", "/dev/null");
    sample("stdin_path", "/dev/null");
    sample("stdout_limit", "1M");
    sample("stdout_path", "/tmp/out");
    sample("symlink", Map.of("/tmp/./a", "/tmp//b"));
    sample("symlink[/tmp/c]", "/tmp/x/../d");
    sample("sysctl", Map.of("net.core.somaxconn", 1024), "kernel.x: a b");
    sample("sysctl[net.ipv4.ip_forward]", "1");
    sample("thread_limit", "1K");
    sample("ulimit", Map.of("nofile", "1K 2K", "core", "0 unlimited"), "memlock: unlim");
    sample("ulimit[nproc]", "100");
    sample("umask", "027", "0");
    sample("unshare_on_exec", false);
    sample("user", "daemon", 1);
    sample("userns", false);
    sample("virt_mode", "host", "docker");
    sample("volumes_required", List.of());
  }

  @TempDir
  static Path directory;

  private EmbeddedPortod embedded;
  private PortoClient porto;

  @BeforeAll
  void connect() throws Exception {
    String socket = System.getenv().getOrDefault("PORTO_SOCKET", "");
    if (socket.isEmpty()) {
      embedded = EmbeddedPortod.start(directory.resolve("s"), directory.resolve("d"));
    }
    porto = Porto.connect(embedded == null ? Path.of(socket) : embedded.socket(), Deadlines.DEFAULT);
  }

  @AfterAll
  void disconnect() throws Exception {
    porto.close();
    if (embedded != null) {
      embedded.close();
    }
  }

  @Test
  void everySettablePropertyHasASample() {
    TreeSet<String> missing = new TreeSet<>(CATALOGUE.names());
    missing.removeAll(SAMPLES.keySet());
    missing.removeAll(List.of("env_secret", "seccomp", "seccomp_name"));
    assertEquals(new TreeSet<>(), missing);
  }

  @TestFactory
  List<DynamicTest> isRecognised() {
    List<DynamicTest> tests = new ArrayList<>();
    SAMPLES.forEach((name, values) -> values.forEach(value ->
        tests.add(DynamicTest.dynamicTest(name + " " + value, () -> check(name, value)))));
    return tests;
  }

  private void check(String name, Object declared) throws Exception {
    PropertyDescriptor property = CATALOGUE.find(name).orElseThrow();
    PropertyValue value = property.parse(declared);
    String container = PREFIX + name.replaceAll("[^a-z_]", "_");
    porto.createWeak(container);
    try {
      set(container, property, value);
      String readBack = porto.get(container, name);
      assertTrue(property.same(value, readBack), () -> "set " + value.canonical() + ", read back "
          + readBack);
      assertEquals(value, parsedAgain(property, value));
    } catch (PortoException e) {
      Assumptions.assumeFalse(isInability(e), () -> "not on this machine: " + e.getMessage());
      throw e;
    } finally {
      porto.destroy(container);
    }
  }

  private static PropertyValue parsedAgain(PropertyDescriptor property, PropertyValue value)
      throws PropertyValueException {
    return property.parse(value.plain());
  }

  private void set(String container, PropertyDescriptor property, PropertyValue value) throws PortoException {
    if (value instanceof Argv) {
      porto.setCommandArgv(container, ((Argv) value).arguments());
    } else if (value instanceof Environment) {
      porto.setEnv(container, ((Environment) value).variables());
    } else {
      porto.set(container, property.name(), property.wire(value));
    }
  }

  private static boolean isInability(PortoException e) {
    return e.code() == ErrorCode.NOT_SUPPORTED || e.code() == ErrorCode.INVALID_PROPERTY
        || e.code() == ErrorCode.RESOURCE_NOT_AVAILABLE;
  }

  @Test
  void anotherValueIsNotTakenForTheOneDeclared() throws Exception {
    String container = PREFIX + "differs";
    porto.createWeak(container);
    try {
      porto.set(container, "memory_limit", "1G");
      porto.set(container, "controllers[devices]", "true");
      porto.set(container, "env", "A=1");
      porto.set(container, "virt_mode", "host");
      assertFalse(same(container, "memory_limit", "2G"));
      assertFalse(same(container, "controllers[devices]", false));
      assertFalse(same(container, "env", Map.of("A", "2")));
      assertFalse(same(container, "virt_mode", "app"));
    } finally {
      porto.destroy(container);
    }
  }

  private boolean same(String container, String name, Object declared) throws Exception {
    PropertyDescriptor property = CATALOGUE.find(name).orElseThrow();
    return property.same(property.parse(declared), porto.get(container, name));
  }
}
