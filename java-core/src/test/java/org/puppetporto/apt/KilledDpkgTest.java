package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.apt.Transactions.install;
import static org.puppetporto.apt.Transactions.purge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power cuts and impatient people: apt-get or dpkg is killed, and the next run makes it good. */
class KilledDpkgTest {
  @TempDir Path dir;
  private AptLab lab;
  private AptGet apt;
  private Path entered;
  private Path release;

  @BeforeEach
  void lab() throws Exception {
    lab = AptLab.create(dir);
    apt = new AptGet(AptSettings.of(lab.environment()).withLockTimeout(Duration.ofSeconds(60)));
    entered = dir.resolve("entered");
    release = dir.resolve("release");
    lab.deb("web", "1").conffile("etc/web.conf", "1\n").publish();
    apt.run(install("web", "1"), p -> { });
  }

  @ParameterizedTest
  @ValueSource(strings = {"preinst", "postinst", "prerm", "postrm"})
  void everythingKilledInAnUpgradeIsFinishedByTheNext(String script) throws Exception {
    publishBlocking("web", "2", script);
    killDuring(List.of("web", "2"), process -> true);
    Files.createFile(release);

    apt.awaitIdle();
    apt.run(install("web", "2"), p -> { });

    assertEquals("2 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"preinst", "postinst"})
  void everythingKilledInAnUpgradeCanBeRolledBack(String script) throws Exception {
    apt.keep(Map.of("web", "1"));
    publishBlocking("web", "2", script);
    killDuring(List.of("web", "2"), process -> true);
    Files.createFile(release);

    apt.run(install("web", "1"), p -> { });

    assertEquals("1 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"preinst", "postinst"})
  void whatWasKilledInAFirstInstallationCanBePurged(String script) throws Exception {
    publishBlocking("fresh", "1", script);
    killDuring(List.of("fresh", "1"), process -> true);
    Files.createFile(release);

    apt.run(purge("fresh"), p -> { });

    assertEquals("", lab.query("fresh"));
    assertEquals("1 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  @Test
  void aDpkgThatOutlivesItsAptGetIsWaitedForAndItsWorkFinished() throws Exception {
    publishBlocking("web", "2", "postinst");
    killDuring(List.of("web", "2"), process -> !command(process).equals("dpkg")
        && !command(process).equals("sh") && !command(process).equals("dash")
        && !command(process).equals("sleep"));
    Thread releasing = new Thread(() -> {
      try {
        Files.createFile(release);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    assertFalse(Files.exists(release));
    releasing.start();

    apt.run(install("web", "2"), p -> { });

    releasing.join();
    assertEquals("2 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  private void publishBlocking(String name, String version, String script) throws Exception {
    blocking(name, version, script);
    if (script.equals("prerm") || script.equals("postrm")) {
      // An upgrade runs these scripts of the version that goes.
      blocking(name, "1.5", script);
      apt.run(install(name, "1.5"), p -> { });
    }
    Files.createFile(dir.resolve("entered.armed"));
  }

  private void blocking(String name, String version, String script) throws IOException {
    lab.deb(name, version).conffile("etc/" + name + ".conf", version + "\n").script(script, """
        if [ ! -e %1$s ] && [ -e %2$s.armed ]; then
          : > %2$s
          while [ ! -e %1$s ]; do sleep 0.05; done
        fi
        """.formatted(release, entered)).publish();
  }

  /** Starts a core of its own, and kills it and those of its descendants that are meant, innermost last. */
  private void killDuring(List<String> pin, Predicate<ProcessHandle> victim)
      throws Exception {
    Process core = lab.start(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), RunTransaction.class.getName(), pin.get(0), pin.get(1))
        .redirectErrorStream(true).redirectOutput(dir.resolve("core.log").toFile()).start();
    await(() -> Files.exists(entered) || !core.isAlive());
    assertTrue(Files.exists(entered), Files.readString(dir.resolve("core.log")));
    List<ProcessHandle> all = core.descendants()
        .sorted(Comparator.comparing(p -> p.descendants().count(), Comparator.reverseOrder())).toList();
    core.destroyForcibly().waitFor();
    for (ProcessHandle process : all) {
      if (victim.test(process)) {
        process.destroyForcibly();
      }
    }
  }

  private static String command(ProcessHandle process) {
    return process.info().command().map(c -> Path.of(c).getFileName().toString()).orElse("");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not happen within a minute");
      Thread.sleep(20);
    }
  }
}
