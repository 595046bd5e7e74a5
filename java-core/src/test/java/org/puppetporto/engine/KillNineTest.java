package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kills a real core with SIGKILL; the next one has to converge, also while an orphaned apt-get still runs. */
class KillNineTest {
  /** Every so many actions, beginning elsewhere in each kind of plan; 1 for every boundary between two. */
  private static final int STEP = Integer.getInteger("kill.step", 11);
  /** How many random moments; at every third dpkg runs. */
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
  /** Kinds of plans in which dpkg configures a package. */
  private static final List<String> WITH_DPKG =
      List.of("install", "update with restart", "recreate", "rollback", "rollback by hand");

  private static RealHost host() throws Exception {
    RealHost host = new RealHost();
    for (String version : List.of("1", "2")) {
      host.apt.deb("web-bin", version).script("postinst", """
          rm -f %1$s; : > %2$s; sleep 0.1; while [ -e %3$s ]; do sleep 0.05; done; rm -f %2$s; : > %1$s
          """.formatted(ended(host), begun(host), hold(host))).publish();
    }
    host.apt.refresh();
    return host;
  }

  /** There while a maintainer script runs. */
  private static Path begun(RealHost host) {
    return host.directory.resolve("begun");
  }

  /** Keeps a maintainer script from ending while it is there. */
  private static Path hold(RealHost host) {
    return host.directory.resolve("hold");
  }

  private static Path ended(RealHost host) {
    return host.directory.resolve("ended");
  }

  @TestFactory
  Stream<DynamicTest> atEveryBoundary() throws Exception {
    List<String> names;
    try (RealHost host = new RealHost()) {
      names = PlanKind.all(host).stream().map(PlanKind::name).toList();
    }
    return IntStream.range(0, names.size()).mapToObj(index -> DynamicTest.dynamicTest(names.get(index), () -> {
      int points = 0;
      try (RealHost host = host()) {
        PlanKind kind = PlanKind.all(host).get(index);
        for (int action = index % Math.min(STEP, 3); killAt(host, kind, action); action += STEP) {
          points++;
        }
      }
      System.out.println("killed a core at " + points + " actions of: " + names.get(index));
      assertTrue(points > 0, "no action was reached");
    }));
  }

  /** One round; false when the plan has fewer actions. */
  private static boolean killAt(RealHost host, PlanKind kind, int action) throws Exception {
    kind.prepare(host);
    boolean reached;
    try (ChildCore core = kind.begin(host)) {
      reached = core.awaitAction(action);
      core.kill();
    }
    kind.nothingTwice(host, kind.name() + ", killed at action " + action);
    kind.converges(host, kind.name() + ", killed at action " + action);
    return reached;
  }

  /** {@code -Dkill.rounds=200} for the long run. */
  @Test
  void atRandomMoments() throws Exception {
    Random random = new Random(4);
    int inPlans = 0;
    int inDpkg = 0;
    try (RealHost host = host()) {
      List<PlanKind> kinds = PlanKind.all(host);
      List<PlanKind> withDpkg = kinds.stream().filter(kind -> WITH_DPKG.contains(kind.name())).toList();
      for (int round = 0; round < ROUNDS; round++) {
        boolean dpkg = round % 3 == 0;
        PlanKind kind = any(dpkg ? withDpkg : kinds, random);
        kind.prepare(host);
        if (dpkg) {
          Files.createFile(hold(host));
        }
        try (ChildCore core = kind.begin(host)) {
          if (dpkg) {
            await(begun(host));
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(dpkg ? 200 : 2500)));
          core.kill();
        }
        inDpkg += Files.exists(begun(host)) ? 1 : 0;
        // A journal that was not ended tells that a plan was cut off.
        inPlans += Files.exists(host.directory.resolve("state/journal")) ? 1 : 0;
        kind.nothingTwice(host, "round " + round + ": " + kind.name());
        int later = random.nextInt(300);
        Thread orphan = new Thread(() -> letGo(host, later));
        orphan.start();
        kind.converges(host, "round " + round + ": " + kind.name());
        orphan.join();
      }
    }
    System.out.println("killed a core at " + ROUNDS + " random moments, " + inPlans
        + " of them in the middle of a plan, " + inDpkg + " while dpkg ran a maintainer script");
    assertTrue(inDpkg >= ROUNDS / 3, "dpkg ran at " + inDpkg + " of " + ROUNDS + " moments");
  }

  private static PlanKind any(List<PlanKind> kinds, Random random) {
    return kinds.get(random.nextInt(kinds.size()));
  }

  /** The orphaned dpkg comes to its end, while the next core is there already. */
  private static void letGo(RealHost host, int milliseconds) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    try {
      Files.deleteIfExists(hold(host));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      assertTrue(System.nanoTime() < end, "did not happen within a minute: " + file);
      Thread.sleep(10);
    }
  }
}
