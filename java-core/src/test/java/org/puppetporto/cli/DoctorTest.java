package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.cli.doctor.AgentProbe;
import org.puppetporto.cli.doctor.Doctor;
import org.puppetporto.cli.doctor.Finding;
import org.puppetporto.embedded.EmbeddedPortod;
import org.puppetporto.embedded.Options;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;

/** Every fault that the doctor looks for is made, and found with its remedy. */
@Timeout(300)
class DoctorTest extends OnHost {
  @BeforeEach
  void open() throws IOException {
    host.publish("doc-web", "1.0");
    assertEquals(0, host.run("apply", "-f", host.file("web.yaml", """
        meta: {name: web}
        spec:
          properties: {cmd: [sleep, '1000'], isolate: false, memory_limit: 64M}
          packages: {doc-web: "1.0"}
          policy: {min_uptime: 0.1, stop_timeout: 1, syslog: true}
        """)).code());
    Files.createFile(directory.resolve("log"));
  }

  private void finds(int code, String verdict, String check, String text, String remedy) throws IOException {
    Result result = host.run("doctor", "-o", "json");
    assertEquals(code, result.code(), result.out());
    List<?> findings = (List<?>) JSON.std.mapFrom(result.out()).get("findings");
    assertTrue(findings.stream().map(item -> (Map<?, ?>) item).anyMatch(finding ->
        finding.get("verdict").equals(verdict) && finding.get("check").equals(check)
            && finding.get("text").toString().contains(text) && finding.get("remedy").toString().contains(remedy)),
        verdict + " " + check + ": " + text + "; " + remedy + "\nis not in " + result.out());
  }

  private void fails(String check, String text, String remedy) throws IOException {
    finds(1, "fail", check, text, remedy);
  }

  private void warns(String check, String text, String remedy) throws IOException {
    finds(0, "warn", check, text, remedy);
  }

  private List<Finding> examined(Duration offset, AgentProbe agent, Properties java) {
    return new Doctor(host.environment(), agent, Clock.offset(Clock.systemUTC(), offset), java).examine();
  }

  private static Finding of(List<Finding> findings, String check) {
    return findings.stream().filter(finding -> finding.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void nothingIsWrongWithAHealthyHost() throws IOException {
    Result doctor = host.run("doctor");
    assertEquals(0, doctor.code(), doctor.out());
    assertTrue(doctor.out().lines().allMatch(line -> line.startsWith("ok    ")), doctor.out());
    for (String check : List.of("Porto", "limits", "permission", "portod's clock", "dpkg", "apt", "state store",
        "runs", "space", "definitions", "sinks", "clock", "agent", "Java")) {
      assertTrue(doctor.out().contains("ok    " + check + ": "), check);
    }
    assertTrue(host.run("doctor", "-o", "yaml").out().startsWith("findings:\n  - check: Porto\n    verdict: ok\n"));
    host.set("COLUMNS", "60");
    assertTrue(host.run("doctor").out().lines().allMatch(line -> line.length() <= 60));
  }

  @Test
  void aSocketNobodyListensOn() throws IOException {
    Path stale = directory.resolve("stale");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(stale));
    }
    host.set("PORTO_SOCKET", stale.toString());
    fails("Porto", stale.toString(), "start it again");
  }

  @Test
  void aKernelWithoutAController() throws IOException {
    Options options = Options.defaults().withUnsupported(Set.of("memory_limit"));
    try (EmbeddedPortod portod = EmbeddedPortod.start(directory.resolve("t"), directory.resolve("other"), options)) {
      host.set("PORTO_SOCKET", portod.socket().toString());
      warns("limits", "does not support memory_limit; a definition that sets one is refused", "cgroup_enable=memory");
      warns("limits", "web sets memory_limit, which this kernel", "remove it from the definition");
    }
  }

  @Test
  void locksOfDpkgAndApt() throws IOException {
    for (String lock : List.of("dpkg/lock-frontend", "dpkg/lock", "state/lists/lock", "cache/archives/lock")) {
      Path file = directory.resolve("apt").resolve(lock);
      try (FileChannel held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        held.lock();
        warns("dpkg", file + " is held by process " + ProcessHandle.current().pid(), "a run waits 300 s for it");
      }
    }
  }

  @Test
  void sourcesOfAptAndTheirAge() throws IOException {
    Path list = directory.resolve("apt/etc/sources.list");
    Path lists = directory.resolve("apt/state/lists");
    String good = Files.readString(list);
    Files.writeString(list, good + "deb nonsense\n");
    fails("apt", "Malformed entry 2 in list file " + list, "correct that file");
    Files.writeString(list, good.replace("source", "elsewhere"));
    warns("apt", "no lists of packages were fetched", "apt-get update");
    Files.writeString(list, good);
    for (Path place : List.of(lists, lists.resolve("partial"))) {
      Files.setLastModifiedTime(place, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    }
    warns("apt", "1 lists of packages, fetched 40 days ago", "apt-get update");
    Files.delete(list);
    fails("apt", "it has no sources", "/etc/apt/sources.list.d");
  }

  @Test
  void rightsOfTheStateStore() throws Exception {
    Path state = directory.resolve("state");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    fails("state store", state + " has mode rwxr-xr-x, and definitions may hold secrets", "chmod 0700 " + state);
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
    assertEquals(0, new ProcessBuilder("chown", "65534", state.toString()).start().waitFor());
    fails("state store", state + " is of nobody, not of root", "chown root " + state);
  }

  @Test
  void whatWasLeftInTheStateStore() throws IOException {
    Path state = directory.resolve("state");
    Files.writeString(state.resolve("journal"),
        "{\"at\":\"2026-01-02T03:04:05Z\",\"daemon\":\"web\",\"step\":\"start container web\"}\n");
    warns("runs", "one was cut off at: web: start container web at 2026-01-02T03:04:05Z", "puppet agent -t");
    Path lock = directory.resolve("run/lock");
    try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      held.lock();
      finds(0, "ok", "runs", "one is going on: " + lock + " is held by process ", "");
    }
    Files.writeString(state.resolve("daemons/old.json.unreadable"), "rubbish");
    warns("state store", "old.json.unreadable", "look into it, and remove it");
    Files.writeString(state.resolve("daemons/web.json"), "{\"for");
    fails("state store", state.resolve("daemons/web.json") + " cannot be read", "restore that file");
  }

  @Test
  void aFullDisk() throws Exception {
    Path state = directory.resolve("state");
    String options = "size=64k,nr_inodes=40,mode=0700";
    assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "doctor", state.toString()).start().waitFor()
        == 0, "a file system cannot be mounted here");
    try {
      Files.write(state.resolve("ballast"), new byte[64 << 10]);
      fails("state store", state + " cannot be written: No space left on device", "df -h");
      fails("space", "only 0 MiB and 38 inodes are free for " + state, "df -i");
    } finally {
      assertEquals(0, new ProcessBuilder("umount", state.toString()).start().waitFor());
    }
  }

  @Test
  void aClockThatIsBehind() throws IOException {
    Path status = directory.resolve("apt/dpkg/status");
    Files.setLastModifiedTime(status, FileTime.from(Instant.now().plus(Duration.ofDays(2))));
    fails("clock", status + " was written at ", "timedatectl set-ntp true");
    List<Finding> behind = examined(Duration.ofHours(-2), () -> { }, System.getProperties());
    assertEquals(Finding.Verdict.FAIL, of(behind, "portod's clock").verdict());
    String text = of(behind, "clock").text();
    assertTrue(text.contains(" of web is noted at ") && text.contains(status + " was written at "), text);
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "x").code());
    assertTrue(of(examined(Duration.ofHours(-2), () -> { }, System.getProperties()), "clock").text()
        .contains("the hold of web is noted at "));
  }

  @Test
  void anAgentThatIsNotWell() throws Exception {
    Path socket = directory.resolve("run/agent.socket");
    Files.createFile(socket);
    warns("agent", "does not run, and has left " + socket + " behind", "remove that file");
    try (HostLock.Held running = HostLock.ofAgent(HostPaths.from(host.environment())).take("test")) {
      assertEquals(0, examined(Duration.ZERO, () -> { }, System.getProperties()).stream()
          .filter(finding -> finding.verdict() != Finding.Verdict.OK).count());
      Finding other = of(examined(Duration.ZERO, () -> {
        throw new EngineException(Fault.ACTION, "the agent did not answer within 2 s");
      }, System.getProperties()), "agent");
      assertEquals("systemctl restart porto-daemons-agent", other.remedy());
      fails("agent", "the agent cannot be reached at " + socket, "systemctl restart porto-daemons-agent");
      Files.delete(socket);
      fails("agent", "runs, and " + socket + " is gone", "restart the agent");
    }
  }

  @Test
  void aJavaThatReadsNamesAsAscii() {
    Properties java = new Properties();
    java.putAll(System.getProperties());
    java.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
    Finding finding = of(examined(Duration.ZERO, () -> { }, java), "Java");
    assertEquals(Finding.Verdict.WARN, finding.verdict());
    assertEquals("set LC_ALL=C.UTF-8", finding.remedy());
  }

  @Test
  void whereDefinitionsAndStatusGo() throws IOException {
    host.file("definitions/bad.yaml", "meta: {name: x}\nspec: {properties: {cmd: [sleep, '1'], memory_limt: 1G}}\n");
    fails("definitions", "bad.yaml:2:40: ", "correct that file");
    Path definitions = directory.resolve("definitions");
    Files.setPosixFilePermissions(definitions, PosixFilePermissions.fromString("rwxrwxrwx"));
    fails("definitions", "everybody may write to " + definitions, "chmod o-w " + definitions);
    host.file("config.json", "{\"yasm\": 5}");
    fails("sinks", "yasm", "no sink is on until then");
    Files.delete(directory.resolve("log"));
    fails("syslog", "web writes to syslog, and there is no " + directory.resolve("log"), "systemd-journald");
  }

  @Test
  void aLogThatCannotBeWritten() throws IOException {
    host.set("PORTO_DAEMON_LOG", directory.resolve("state").toString());
    warns("log", directory.resolve("state") + " cannot be written by this user", "use sudo");
  }
}
