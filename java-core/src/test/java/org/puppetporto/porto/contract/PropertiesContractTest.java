package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;

/** What a value set reads back as, what is refused, and when a property may be set or read. */
class PropertiesContractTest extends Contract {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
      "memory_limit|2Gb|2147483648", "memory_limit|2G|2147483648", "memory_limit|2GiB|2147483648",
      "memory_limit|1.5G|1610612736", "memory_limit|1024 kB|1048576", "memory_limit|2048Mb|2147483648",
      "memory_limit| 1 M |1048576", "memory_limit|0|0", "stdout_limit|0x10|16",
      "cpu_limit|3c|3c", "cpu_limit|3.0c|3c", "cpu_limit|0.756c|0.756c", "cpu_limit|1500000000ns|1.5c",
      "cpu_limit|0|0c", "cpu_limit|1.0000000005c|1c", "cpu_guarantee|0.1c|0.1c",
      "cpu_weight|1|1", "cpu_weight|0.50|0.5", "cpu_weight|1.005|1", "cpu_weight|100|100",
      "io_weight|0.50|0.5",
      "cpu_period|100ms|100000000", "cpu_period|1s|1000000000",
      "respawn_delay|1s|1000000000ns", "respawn_delay|100ms|100000000ns", "respawn_delay|1.5s|1500000000ns",
      "aging_time|3600|3600", "max_respawns|3|3", "respawn_count|7|7",
      "umask|22|022", "umask|0022|022", "umask|2|02", "umask|777|0777", "umask|0|0",
      "oom_score_adj|-5|-5", "oom_score_adj|1000|1000",
      "isolate|false|false", "respawn|true|true", "weak|false|false", "oom_is_fatal|false|false",
      "root_readonly|true|true", "userns|false|false",
      "virt_mode|os|os", "virt_mode|app|app", "virt_mode|host|host", "virt_mode|docker|app",
      "enable_porto|none|false", "enable_porto|full|true", "enable_porto|read-only|read-only",
      "enable_porto|isolate|isolate",
      "command| /bin/echo  a b |/bin/echo  a b",
      "private| some thing |some thing", "hostname|web-1|web-1", "cwd|/tmp|/tmp",
      "stdout_path|/tmp/out|/tmp/out", "stdin_path|/dev/null|/dev/null",
      "net|inherited|inherited", "net|none|none",
      "net| L3  veth ;|L3 veth",
      "ip_limit|any|any", "ip_limit|1.1.1.1; 2.2.2.2|1.1.1.1 2.2.2.2",
      "ulimit|nofile: 8K 16K|nofile: 8192 16384; ", "ulimit|nofile:1024|nofile: 1024 1024; ",
      "ulimit|core: unlimited; nofile: 5 6;|core: unlimited unlimited; nofile: 5 6; ",
      "ulimit|memlock: unlim 1G|memlock: unlimited 1073741824; ",
      "ulimit|nofile: 1;nofile: 2|nofile: 2 2; ",
      "labels|BB.x:1;AA.y:2|AA.y: 2; BB.x: 1",
      "sysctl|net.ipv4.ip_forward: 1|net.ipv4.ip_forward: 1",
      "net_limit|default: 1M|default: 1048576", "net_limit|eth0: 10; default:2K|default: 2048; eth0: 10",
      "io_limit|1M|1048576", "io_limit|fs: 1M; /dev/sda r: 2|/dev/sda r: 2; fs: 1048576",
      "bind|/var/log /newvar;/tmp /tmp rw;/home /home ro|/var/log /newvar ;/tmp /tmp rw;/home /home ro",
      "place|/place; /ssd ;***|/place;/ssd;***",
      "cpu_set|0-1|0-1", "cpu_set|1,0|0-1", "cpu_set|all|",
      "cpu_policy|normal|normal", "io_policy|batch|batch",
      "capabilities|NET_ADMIN;CHOWN|CHOWN;NET_ADMIN",
      "porto_namespace|abc/|abc/", "volumes_required||", "thread_limit|100|100"})
  void aValueReadsBackInItsCanonicalForm(String property, String set, String read) throws Exception {
    needsProperty(property);
    String name = created();
    porto.set(name, property, set == null ? "" : set);
    assertEquals(read == null ? "" : read, porto.get(name, property));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "memory_limit|abc|INVALID_VALUE|Bad value: abc",
      "memory_limit|100|INVALID_VALUE|Should be at least 1048576",
      "memory_limit|2gib|INVALID_VALUE|Bad value unit: gib",
      "memory_limit|2Gib|INVALID_VALUE|Bad value unit: Gib",
      "memory_limit|1e3|INVALID_VALUE|Too big: 1e3",
      "cpu_limit|3 c|INVALID_VALUE|Invalid cpu power unit in '3 c'",
      "cpu_limit|3C|INVALID_VALUE|Invalid cpu power unit in '3C'",
      "cpu_limit|50%|INVALID_VALUE|Invalid cpu power unit in '50%'",
      "cpu_limit|.5c|INVALID_VALUE|Bad value: .5",
      "cpu_limit|-1c|INVALID_VALUE|Bad value: -1",
      "respawn_delay|5m|INVALID_VALUE|Unknown unit: m",
      "respawn|maybe|UNKNOWN|Bad boolean value: maybe",
      "respawn|yes|UNKNOWN|Bad boolean value: yes",
      "respawn|1|UNKNOWN|Bad boolean value: 1",
      "max_respawns|abc|INVALID_VALUE|Bad int64 value: abc",
      "umask|8|INVALID_VALUE|Bad base-8 value: 8",
      "ulimit|bogus: 1|INVALID_VALUE|Invalid ulimit: bogus: 1",
      "net_limit|1000|INVALID_VALUE|Invalid format",
      "sysctl|a|INVALID_VALUE|Invalid format",
      "virt_mode|vm|INVALID_VALUE|",
      "enable_porto|perhaps|INVALID_VALUE|",
      "cpu_policy|lazy|INVALID_VALUE|",
      "state|running|INVALID_VALUE|state is read-only",
      "root_pid|1|INVALID_VALUE|root_pid is read-only",
      "memory_usage|1|INVALID_VALUE|memory_usage is read-only",
      "no_such|1|INVALID_PROPERTY|Invalid property no_such",
      "labels|a: b|INVALID_LABEL|",
      "user|no-such-user|INVALID_VALUE|Cannot find user: no-such-user"})
  void aBadValueIsRefusedWithItsReason(String property, String value, ErrorCode code, String message)
      throws Exception {
    String name = created();
    String before = readable(name, property);
    PortoException e = refused(code, () -> porto.set(name, property, value));
    if (message != null) {
      assertEquals(message, e.portoMessage());
    }
    assertEquals(before, readable(name, property));
  }

  private String readable(String name, String property) {
    try {
      return porto.get(name, property);
    } catch (PortoException e) {
      return e.portoMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "respawn|false", "isolate|true", "virt_mode|app", "weak|false", "aging_time|86400",
      "respawn_delay|1000000000ns", "respawn_count|0", "max_respawns|``", "env|``", "command|``",
      "command_argv|``", "net|inherited", "private|``", "labels|``", "umask|02", "root|/", "cpu_limit|0c",
      "stdin_path|/dev/null", "stdout_path|stdout", "stderr_path|stderr", "user|root", "group|root",
      "owner_user|root", "exit|", "level|1", "parent|/", "thread_limit|10000", "oom_is_fatal|true",
      "enable_porto|true", "resolv_conf|inherit", "hostname|``"})
  void aNewContainerHasTheseValues(String property, String value) throws Exception {
    if (value == null) {
      refused(ErrorCode.INVALID_PROPERTY, "Unknown container property: " + property,
          () -> porto.get(created(), property));
    } else {
      assertEquals(value, porto.get(created(), property));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bind", "command", "cwd", "env", "isolate", "net", "root", "umask", "user", "virt_mode"})
  void aStaticPropertyIsSettableOnlyWhenStopped(String property) throws Exception {
    String name = running();
    refused(ErrorCode.INVALID_STATE, property + " could be set only in stopped state",
        () -> porto.set(name, property, porto.get(name, property)));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"RUNNING", "META", "PAUSED", "RESPAWNING", "DEAD"})
  void aStaticPropertyIsRefusedInState(ContainerState state) throws Exception {
    String name = in(state);
    refused(ErrorCode.INVALID_STATE, "command could be set only in stopped state",
        () -> porto.set(name, "command", "/bin/true"));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"RUNNING", "META", "PAUSED", "RESPAWNING"})
  void aDynamicPropertyIsSettableInState(ContainerState state) throws Exception {
    String name = in(state);
    porto.set(name, "cpu_weight", "2");
    assertEquals("2", porto.get(name, "cpu_weight"));
  }

  @Test
  void aDynamicPropertyIsRefusedWhenDead() throws Exception {
    String name = dead();
    refused(ErrorCode.INVALID_STATE, "cpu_weight cannot be set in dead state",
        () -> porto.set(name, "cpu_weight", "2"));
  }

  @ParameterizedTest
  @CsvSource({"aging_time,100", "labels,TEST.a: b", "max_respawns,3", "private,x", "respawn,true",
      "respawn_count,4", "respawn_delay,2000000000ns", "weak,false"})
  void theseAreSettableEvenWhenDead(String property, String value) throws Exception {
    String name = dead();
    porto.set(name, property, value);
    assertEquals(value, porto.get(name, property));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_pid", "memory_usage", "cpu_usage", "stdout", "process_count", "thread_count"})
  void whatOnlyARunHasIsNotReadWhenStopped(String property) throws Exception {
    String name = created();
    refused(ErrorCode.INVALID_STATE, property + " is not available in stopped state",
        () -> porto.get(name, property));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit_code", "exit_status", "death_time", "oom_killed", "core_dumped"})
  void whatOnlyAnEndHasIsReadWhenDeadOnly(String property) throws Exception {
    String name = running();
    refused(ErrorCode.INVALID_STATE, property + " available only in dead state",
        () -> porto.get(name, property));
    assertFalse(porto.get(dead(), property).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"DEAD", "RESPAWNING"})
  void thereIsNoRootPidWithoutARun(ContainerState state) throws Exception {
    String name = in(state);
    refused(ErrorCode.INVALID_STATE, "container isn't running", () -> porto.get(name, "root_pid"));
  }

  @Test
  void aPartOfAPropertyIsReadByItsIndex() throws Exception {
    String name = created();
    porto.set(name, "labels", "TEST.a: b");
    porto.set(name, "env", "A=1;B=2");
    assertEquals("b", porto.get(name, "labels[TEST.a]"));
    assertEquals("2", porto.get(name, "env[B]"));
  }

  @Test
  void aPartOfAPropertyIsSetByItsIndex() throws Exception {
    String name = created();
    porto.set(name, "env", "A=1;B=2");
    porto.set(name, "env[B]", "3");
    assertEquals("A=1;B=3", porto.get(name, "env"));
  }

  @Test
  void devicesAreKeptOutOfTheControllersThisWayOnly() throws Exception {
    String name = created();
    porto.set(name, "controllers[devices]", "false");
    assertFalse(List.of(porto.get(name, "controllers").split(";")).contains("devices"));
  }

  @Test
  void everySettablePropertyIsListedWithItsNature() throws Exception {
    Map<String, PropertyInfo> known = porto.properties().stream()
        .collect(Collectors.toMap(PropertyInfo::name, info -> info));
    assertTrue(known.get("state").readOnly());
    assertTrue(known.get("memory_limit").dynamic());
    assertFalse(known.get("memory_limit").readOnly());
    assertFalse(known.get("command").dynamic());
    assertFalse(known.get("command").readOnly());
    assertTrue(known.get("labels").dynamic());
    assertFalse(known.get("command").description().isEmpty());
  }

  @Test
  void settingTheCommandForgetsTheList() throws Exception {
    String name = prepared("/bin/echo", "a b");
    assertEquals("'/bin/echo' 'a b' ", porto.get(name, "command"));
    porto.set(name, "command", "/bin/true");
    assertEquals("", porto.get(name, "command_argv"));
  }

  @Test
  void aUserAloneKeepsTheCreatorsGroup() throws Exception {
    String name = created();
    porto.set(name, "user", "nobody");
    assertEquals("nobody", porto.get(name, "user"));
    assertEquals("root", porto.get(name, "group"));
  }

  @Test
  void aLimitIsLive() throws Exception {
    String name = running();
    porto.set(name, "cpu_limit", "0.5c");
    assertEquals("0.5c", porto.get(name, "cpu_limit"));
    porto.set(name, "memory_limit", "64M");
    assertEquals("67108864", porto.get(name, "memory_limit"));
  }

  @Test
  void anEmptyCpuLimitIsAnExplicitNone() throws Exception {
    String name = running();
    porto.set(name, "cpu_limit", "1c");
    porto.set(name, "cpu_limit", "");
    assertEquals(new PropertyResult("0c", ErrorCode.SUCCESS, ""),
        porto.get(List.of(name), List.of("cpu_limit"), true).get(name).get("cpu_limit"));
  }

  @Test
  void anEmptyMemoryLimitIsRefused() throws Exception {
    String name = created();
    refused(ErrorCode.INVALID_VALUE, () -> porto.set(name, "memory_limit", ""));
  }

  @Test
  void privateHoldsAtMost4096Bytes() throws Exception {
    String name = created();
    porto.set(name, "private", "x".repeat(4096));
    assertEquals(4096, porto.get(name, "private").length());
    refused(ErrorCode.INVALID_VALUE, () -> porto.set(name, "private", "x".repeat(4097)));
  }
}
