package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
  /** How many random moments; every fourth is one at which dpkg runs. */
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);

  private static RealHost host() throws Exception {
    RealHost host = new RealHost();
    for (String version : List.of("1", "2")) {
      host.apt.deb("web-bin", version).script("postinst", """
          rm -f %1$s; : > %2$s; sleep 0.3; rm -f %2$s; : > %1$s
          """.formatted(ended(host), begun(host))).publish();
    }
    host.apt.refresh();
    return host;
  }

  /** There while a maintainer script runs. */
  private static Path begun(RealHost host) {
    return host.directory.resolve("begun");
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
    host.execute(kind.before());
    host.newCore();
    boolean reached;
    try (ChildCore core = new ChildCore(host.environment())) {
      core.execute(kind.aim());
      reached = core.awaitAction(action);
      core.kill();
    }
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
      for (int round = 0; round < ROUNDS; round++) {
        boolean dpkg = round % 4 == 0;
        PlanKind kind = kinds.get(dpkg ? random.nextInt(2) * 2 : random.nextInt(kinds.size()));
        host.execute(kind.before());
        host.newCore();
        try (ChildCore core = new ChildCore(host.environment())) {
          core.execute(kind.aim());
          if (dpkg) {
            await(begun(host));
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(dpkg ? 200 : 2500)));
          core.kill();
        }
        inDpkg += Files.exists(begun(host)) ? 1 : 0;
        // A journal that was not ended tells that a plan was cut off.
        inPlans += Files.exists(host.directory.resolve("state/journal")) ? 1 : 0;
        kind.converges(host, "round " + round + ": " + kind.name());
      }
    }
    System.out.println("killed a core at " + ROUNDS + " random moments, " + inPlans
        + " of them in the middle of a plan, " + inDpkg + " while dpkg ran a maintainer script");
    assertTrue(inDpkg > 0, "dpkg never ran");
  }

  private static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      assertTrue(System.nanoTime() < end, "did not happen within a minute: " + file);
      Thread.sleep(10);
    }
  }
}
