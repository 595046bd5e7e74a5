package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.Progress;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.health.Watchman;

/** The agent over real processes: what it keeps, what it leaves alone. No test waits for the interval. */
class AgentTest extends WithAnAgentHost {
  @Test
  void whatIsKilledComesBackOnce() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    kill(first);
    long second = host.running(1, first);
    kill(second);
    host.running(1, second);
  }

  @Test
  void aDestroyedContainerComesBack() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    host.await("the watch to begin", () -> host.host.portod.clients() > 1);
    host.host.porto.destroy("web");
    host.running(1, first);
  }

  @Test
  void whatNoEventTellsIsFoundByTheNextLook() throws Exception {
    host.options = new AgentOptions(Duration.ofSeconds(1), Duration.ofHours(1), Optional.empty());
    host.host.execute(host.daemon("web", 1));
    host.start();
    long pid = host.running(1, 0);
    host.host.porto.set("web", "cpu_limit", "0.5c");
    host.await("the limit to be put back", () -> !host.host.porto.get("web", "cpu_limit").equals("0.5c"));
    assertEquals(List.of(pid), host.processes(1));
  }

  @Test
  void whatHappensReachesTheSinksAtOnce() throws Exception {
    Path textfiles = Files.createDirectory(host.host.directory.resolve("textfiles"));
    Files.writeString(host.host.directory.resolve("config.json"),
        "{\"prometheus\": {\"directory\": \"" + textfiles + "\"}}");
    host.host.execute(host.daemon("web", 1));
    host.start();
    kill(host.running(1, 0));
    String running = "porto_daemon_running{daemon=\"web\"} ";
    host.await("the restart to be told", () -> told(textfiles).contains(running + 1));
    host.host.execute(host.daemon("web", 1, "stopped"));
    host.await("the stop to be told", () -> told(textfiles).contains(running + 0));
  }

  private static String told(Path textfiles) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(textfiles, "*.prom")) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void anIllDaemonIsNotRestartedOnTopOfItsUpdate() throws Exception {
    BlockingQueue<Optional<String>> ends = new LinkedBlockingQueue<>();
    host.watchman = endsTo(ends);
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    CompletableFuture<Void> update = CompletableFuture.runAsync(() -> {
      try {
        // Long enough for the restart to be asked for meanwhile.
        host.host.execute(host.daemon("web", 2, "running", 3));
      } catch (Exception e) {
        throw new CompletionException(e);
      }
    });
    long second = host.running(2, 0);
    host.remedy.restart("web", "" + first, "HTTP 500 three times");
    assertEquals("not restarted: process " + first + " has gone", ends.poll(60, TimeUnit.SECONDS).orElse(""));
    update.get(60, TimeUnit.SECONDS);
    assertEquals(List.of(second), host.processes(2));
  }

  private static Watchman endsTo(BlockingQueue<Optional<String>> ends) {
    return new Watchman() {
      @Override
      public void seen(Observation seen) {}

      @Override
      public void restarted(String daemon, Optional<String> failure) {
        ends.add(failure);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void filesAreAppliedAsTheyChange() throws Exception {
    host.start();
    host.file("web", 1);
    long first = host.running(1, 0);
    host.file("web", 2);
    host.running(2, first);
    assertEquals(List.of(), host.processes(1));
    Files.writeString(host.definitions().resolve("web.yaml"), "meta: {name: web, delete_requested: true}\n");
    host.await("its removal", () -> host.processes(2).isEmpty() && host.host.porto.list().isEmpty());
  }

  /** Puppet took it away in its last run, and would do so in every one. */
  @Test
  void aFileYieldsToAPuppetRunThatWantsItsDaemonGone() throws Exception {
    host.host.execute(host.daemon("other", 2));
    new PuppetsDaemons(host.host.directory.resolve("state")).note(List.of("web"));
    host.file("web", 1);
    host.start();
    host.await("its complaint", () -> host.said.stream().anyMatch(line -> line.contains("is declared by Puppet, too")));
    kill(host.running(2, 0));
    host.running(2, 0);
    assertEquals(List.of(), host.processes(1));
  }

  @Test
  void aBrokenFileIsToldAndLeavesTheDaemonAlone() throws Exception {
    host.file("web", 1);
    host.start();
    long first = host.running(1, 0);
    Files.writeString(host.definitions().resolve("web.yaml"),
        "meta: {name: web}\nspec: {properties: {comand: [x]}}\n");
    host.await("its complaint", () -> host.said.stream().anyMatch(line -> line.contains("web.yaml:2")));
    kill(first);
    host.running(1, first);
  }

  @Test
  void maintenanceAndAnOperatorsStopHold() throws Exception {
    host.host.execute(host.daemon("held", 1));
    host.host.execute(host.daemon("other", 2));
    host.start();
    long held = host.running(1, 0);
    long other = host.running(2, 0);
    host.host.engine().operator().maintain("held", "ann", "debugging");
    kill(held);
    kill(other);
    // Both events have been seen once the other one is back.
    host.running(2, other);
    assertEquals(List.of(), host.processes(1));
    host.stop();
    host.start();
    host.await("a look", () -> host.host.portod.clients() > 1);
    assertEquals(List.of(), host.processes(1));
    host.host.engine().operator().release("held");
    host.host.engine().operator().start("held", "done", Progress.NONE);
    host.running(1, held);
    host.host.engine().operator().stop("held", "ann", "moving it", Progress.NONE);
    kill(host.running(2, other));
    host.running(2, other);
    assertEquals(List.of(), host.processes(1));
  }

  @Test
  void aWatchmanSeesWhatThereIsAndHasARestartDone() throws Exception {
    BlockingQueue<Observation> sights = new LinkedBlockingQueue<>();
    BlockingQueue<Optional<String>> ends = new LinkedBlockingQueue<>();
    host.watchman = new Watchman() {
      @Override
      public void seen(Observation seen) {
        sights.add(seen);
      }

      @Override
      public void restarted(String daemon, Optional<String> failure) {
        ends.add(failure);
      }

      @Override
      public void close() {}
    };
    host.host.execute(host.daemon("web", 1));
    host.start();
    assertTrue(sights.poll(60, TimeUnit.SECONDS).managed().contains("web"));
    long first = host.running(1, 0);
    host.remedy.restart("web", "" + first, "HTTP 500 three times");
    assertEquals(Optional.empty(), ends.poll(60, TimeUnit.SECONDS));
    long second = host.running(1, first);
    host.remedy.restart("web", "" + first, "HTTP 500 three times");
    assertEquals("not restarted: process " + first + " has gone", ends.poll(60, TimeUnit.SECONDS).orElse(""));
    assertEquals(second, host.running(1, first));
    host.host.engine().operator().maintain("web", "ann", "debugging");
    host.remedy.restart("web", "" + second, "HTTP 500 three times");
    assertTrue(ends.poll(60, TimeUnit.SECONDS).orElse("").contains("ann"));
    host.host.engine().operator().release("web");
    host.host.execute(host.daemon("web", 1, "stopped"));
    host.remedy.restart("web", "" + second, "HTTP 500 three times");
    assertTrue(ends.poll(60, TimeUnit.SECONDS).isPresent());
    assertEquals(List.of(), host.processes(1));
  }
}
