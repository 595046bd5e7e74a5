package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;

/** A user to whom the state store is closed: what cannot be read is no empty host. */
@Timeout(300)
class OtherUserTest extends OnHost {
  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed here");
    assertEquals(0, host.run("apply", "-f", definition()).code());
    // Somebody else's, and closed; the process below is root without root's way through closed doors.
    for (String place : List.of("state", "run")) {
      assertEquals(0, new ProcessBuilder("chown", "65534", directory.resolve(place).toString()).start().waitFor());
      assertEquals(0, new ProcessBuilder("chmod", "0700", directory.resolve(place).toString()).start().waitFor());
    }
  }

  private String definition() throws IOException {
    return host.file("web.yaml", "meta: {name: web}\nspec: {properties: {cmd: [sh, -c, "
        + "'echo on-stderr >&2; sleep 100']}, policy: {min_uptime: 0.1, stop_timeout: 1}}\n");
  }

  private Result run(String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), "org.puppetporto.Main"));
    argv.addAll(List.of(args));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(host.environment());
    int code = builder.start().waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }

  @Test
  void isToldSoByEveryCommandThatNeedsTheStore() throws Exception {
    for (String line : List.of("status", "spec", "history web", "plan -f " + definition(), "purge --yes web",
        "restart web --reason x")) {
      Result result = run(line.split(" "));
      assertEquals(1, result.code(), line + ": " + result.err());
      assertEquals("", result.out(), line);
      assertTrue(result.err().startsWith("porto-daemon: " + directory.resolve("state")
          + ": this user may not look into the state store; use sudo"), line + ": " + result.err());
    }
  }

  @Test
  void mayDoWhatNeedsNone() throws Exception {
    assertEquals(0, run("validate", "-f", definition()).code());
    assertEquals("on-stderr\n", run("logs", "web").out());
    assertEquals(0, run("plan", "--help").code());
    Result doctor = run("doctor");
    assertEquals(1, doctor.code());
    assertTrue(doctor.out().contains("FAIL  state store: " + directory.resolve("state")
        + " cannot be read by this user; use sudo\n"), doctor.out());
    assertTrue(doctor.out().contains("FAIL  agent: whether it runs cannot be told by this user"), doctor.out());
    assertTrue(doctor.out().contains("ok    clock: dpkg's database is not of the future\n"), doctor.out());
  }

  @Test
  void isToldWhoseTheSocketIs() throws Exception {
    assertEquals(0, new ProcessBuilder("chown", "65534", host.socket().toString()).start().waitFor());
    assertEquals(0, new ProcessBuilder("chmod", "0600", host.socket().toString()).start().waitFor());
    Result doctor = run("doctor");
    assertEquals(1, doctor.code());
    assertTrue(doctor.out().contains("FAIL  permission: this user may not write to " + host.socket()
        + ", which is of nobody and group root; run as root, or as a member of its group\n"), doctor.out());
  }
}
