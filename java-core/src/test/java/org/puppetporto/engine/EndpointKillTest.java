package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Kills the endpoint with SIGKILL at requests of every kind of plan, before the request is carried out or
 * before it is answered; the next run has to converge. {@code -Dendpoint.step=1} for every single request.
 */
class EndpointKillTest {
  /** Every so many requests; a short run begins elsewhere in each kind, and loses requests or answers by turns. */
  private static final int STEP = Integer.getInteger("endpoint.step", 13);

  @TestFactory
  Stream<DynamicTest> converges() throws Exception {
    List<String> names;
    try (RealHost host = new RealHost()) {
      names = PlanKind.all(host).stream().map(PlanKind::name).toList();
    }
    return IntStream.range(0, names.size()).mapToObj(index -> DynamicTest.dynamicTest(names.get(index), () -> {
      int points = 0;
      try (RealHost host = RealHost.mortal()) {
        host.publish("web-bin=1", "web-bin=2");
        host.apt.refresh();
        PlanKind kind = PlanKind.all(host).get(index);
        for (boolean carriedOut : STEP == 1 ? List.of(false, true) : List.of(index % 2 == 0)) {
          int request = index % STEP;
          while (killAt(host, kind, request, carriedOut)) {
            points++;
            request += STEP;
          }
        }
      }
      System.out.println("killed the endpoint at " + points + " requests of: " + names.get(index));
      assertTrue(points > 0, "no request was reached");
    }));
  }

  /** One round; false when the plan makes fewer requests. */
  private static boolean killAt(RealHost host, PlanKind kind, int request, boolean carriedOut) throws Exception {
    String context = kind.name() + ", killed " + (carriedOut ? "after" : "before") + " request " + request;
    kind.prepare(host);
    host.mortal.killAt(request, carriedOut);
    try {
      kind.carryOut(host);
    } catch (EngineException e) {
      // What is below it is dead, and so is the rollback; else it ends as it always does.
      assertTrue(host.mortal.killed() || kind.endsIn(e), context + ": " + e.getMessage());
      assertTrue(e.fault() == Fault.PORTO_UNREACHABLE || kind.rollsBack(), context + ": " + e.getMessage());
    }
    host.mortal.spare();
    boolean killed = host.mortal.killed();
    kind.nothingTwice(host, context);
    if (killed) {
      host.mortal.start();
    }
    kind.converges(host, context);
    return killed;
  }
}
