package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.puppetporto.engine.ModelPorto.Breach;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.spec.Definition;

/** A rollback by hand that is cut off is finished, or has not begun; one that fails leaves the daemon where it was. */
class RollbackByHandTest {
  private static final Definition FIRST = web("1", Map.of("aa", "1", "bb", "1"), true);
  private static final Definition SECOND = web("2", Map.of("aa", "2", "cc", "1"), true);

  /** The two differ in every way but in the policy. */
  private static Definition web(String argument, Map<String, String> packages, boolean wayBack) {
    return define("web", "running", Map.of("cmd", List.of("sleep", argument)), packages,
        Map.of("min_uptime", 0, "ready_timeout", "100ms", "rollback", wayBack));
  }

  /** What happens on a host. */
  @FunctionalInterface
  private interface Step {
    void on(ModelHost host) throws Exception;
  }

  private static ModelHost updated() throws Exception {
    ModelHost host = new ModelHost();
    host.execute(FIRST);
    host.execute(SECOND);
    host.die();
    return host;
  }

  private static Outcome rollBack(ModelHost host) throws EngineException {
    return host.engine().operator().rollback("web", "answers slowly",
        (daemon, action, text, percent) -> host.tripwire.pass("before: " + action));
  }

  /** The older revision cannot be started any more. */
  private static void spoilFirst(ModelHost host) {
    host.porto.refuse(ErrorCode.UNKNOWN, call -> call.equals("start web")
        && command(host).equals("sleep\t1"));
  }

  private static String command(ModelHost host) {
    return host.porto.boxes.get("web").properties.get("command_argv");
  }

  private static boolean noted(ModelHost host) throws EngineException {
    return host.record("web").current().get().packages().equals(FIRST.packages());
  }

  /** Where it was left is remembered, and Puppet, which declares that still, does not bring it again. */
  private static void isFirst(ModelHost host, String context) throws Exception {
    HostCheck.reached(host, FIRST, context);
    DaemonRecord record = host.record("web");
    String left = record.find(host.engine().desire(SECOND).revision()).get().reason();
    assertTrue(left.startsWith("rolled back by ") && left.endsWith(": answers slowly"), context + ": " + left);
    assertEquals(List.of(RevisionStatus.CURRENT, RevisionStatus.FAILED),
        record.revisions().stream().map(RevisionRecord::status).toList(), context);
    host.die();
    assertFalse(host.execute(SECOND).changed(), context + ": the run after that changed something");
  }

  private static void isSecond(ModelHost host, String context) throws Exception {
    HostCheck.reached(host, SECOND, context);
    host.die();
    assertFalse(host.execute(SECOND).changed(), context + ": the run after that changed something");
  }

  /** How a host looks in the end. */
  @FunctionalInterface
  private interface End {
    void seenOn(ModelHost host, String context) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> isFinishedOrHasNotBegun() {
    End first = RollbackByHandTest::isFirst;
    End second = RollbackByHandTest::isSecond;
    return Stream.of(
        then("a run that declares what was left", host -> host.execute(SECOND), second),
        then("a run that declares the older one", host -> host.execute(FIRST),
            (host, context) -> HostCheck.reached(host, FIRST, context)),
        then("the agent", host -> host.engine().operator().keep("web", "keep", Progress.NONE), second),
        then("the boot unit", host -> host.engine().operator().boot(Progress.NONE), second),
        then("another try", RollbackByHandTest::rollBack, first));
  }

  /** @param notBegun where it leads when the rollback was cut off before its note; else it is finished */
  private static DynamicTest then(String name, Step step, End notBegun) {
    return DynamicTest.dynamicTest(name, () -> {
      int begun = 0;
      int points = 0;
      for (boolean reached = true; reached; points++) {
        try (ModelHost host = updated()) {
          String context = "cut off at point " + points;
          reached = cutOff(host, points);
          boolean noted = noted(host);
          begun += noted ? 1 : 0;
          assertTrue(noted || command(host).equals("sleep\t2"), context + ": something was done before the note");
          if (reached) {
            step.on(host);
          }
          if (noted) {
            isFirst(host, context);
          } else {
            notBegun.seenOn(host, context);
          }
        }
      }
      System.out.println("cut off at " + points + " points of a rollback by hand, at " + begun + " past its note");
      assertTrue(begun > 20 && begun < points, begun + " of " + points);
    });
  }

  /** False when the rollback came to its end before that point. */
  private static boolean cutOff(ModelHost host, int point) throws Exception {
    host.tripwire.arm(point);
    try {
      rollBack(host);
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      host.die();
      host.tripwire.disarm();
    }
  }

  /** A portod that goes away is no reason to give up: what was begun is gone on with. */
  @Test
  void isFinishedWhenPortodWentAway() throws Exception {
    for (Breach breach : List.of(Breach.REQUEST_LOST, Breach.ANSWER_LOST, Breach.RESTART)) {
      int calls = 0;
      for (boolean lost = true; lost; calls++) {
        try (ModelHost host = updated()) {
          String context = breach + " at call " + calls;
          host.porto.breach = breach;
          host.porto.breachAt = calls;
          lost = fails(host);
          host.porto.breach = Breach.NONE;
          host.die();
          host.execute(SECOND);
          isFirst(host, context);
        }
      }
      assertTrue(calls > 10, breach + ": " + calls + " calls");
    }
  }

  private static boolean fails(ModelHost host) {
    try {
      rollBack(host);
      return false;
    } catch (EngineException e) {
      assertEquals(Fault.PORTO_UNREACHABLE, e.fault(), e.getMessage());
      assertTrue(e.getMessage().contains("the next run goes on from here"), e.getMessage());
      return true;
    }
  }

  /** An older revision that does not get up any more is worse than the one that was to be left. */
  @Test
  void toWhatDoesNotStartComesBack() throws Exception {
    try (ModelHost host = updated()) {
      spoilFirst(host);
      EngineException e = assertThrows(EngineException.class, () -> rollBack(host));
      String second = host.engine().desire(SECOND).revision();
      assertTrue(e.getMessage().contains("rolled back to revision " + Desired.brief(second) + ", which runs again"),
          e.getMessage());
      isSecond(host, "at once");
      String first = host.engine().desire(FIRST).revision();
      assertEquals(RevisionStatus.FAILED, host.record("web").find(first).get().status());
    }
  }

  @Test
  void toWhatDoesNotStartComesBackWhereverItIsCutOff() throws Exception {
    int points = 0;
    for (boolean reached = true; reached; points++) {
      try (ModelHost host = updated()) {
        spoilFirst(host);
        reached = cutOffOrFailed(host, points);
        try {
          host.execute(SECOND);
        } catch (EngineException e) {
          assertTrue(e.getMessage().contains("rolled back to revision "), e.getMessage());
        }
        isSecond(host, "cut off at point " + points);
      }
    }
    assertTrue(points > 30, points + " points");
  }

  private static boolean cutOffOrFailed(ModelHost host, int point) throws Exception {
    try {
      return cutOff(host, point);
    } catch (EngineException e) {
      assertTrue(e.getMessage().contains("rolled back to revision "), e.getMessage());
      return false;
    }
  }

  /** What fails before anything is disturbed has not happened, and can be asked for again. */
  @Test
  void whatCannotBeFetchedIsNotGoneBackTo() throws Exception {
    try (ModelHost host = updated()) {
      DaemonRecord before = host.record("web");
      host.apt.missing.add("bb=1");
      int starts = host.porto.boxes.get("web").starts;
      assertThrows(EngineException.class, () -> rollBack(host));
      assertEquals(before, host.record("web"));
      assertEquals(starts, host.porto.boxes.get("web").starts);
      isSecond(host, "refused");
      host.apt.missing.clear();
      rollBack(host);
      isFirst(host, "asked again");
    }
  }

  @Test
  void aSlotThatIsRefusedIsNoRollback() throws Exception {
    try (ModelHost host = updated()) {
      DaemonRecord before = host.record("web");
      host.slots = daemon -> {
        throw new EngineException(Fault.REFUSED, "no slot");
      };
      assertThrows(EngineException.class, () -> rollBack(host));
      assertEquals(before, host.record("web"));
      isSecond(host, "refused");
    }
  }

  /** Neither is there any container, nor can the older one's packages be had: what was left comes up again. */
  @Test
  void aDaemonThatIsDownComesBackWithWhatCanBeHad() throws Exception {
    for (boolean cutOff : List.of(false, true)) {
      try (ModelHost host = updated()) {
        if (cutOff) {
          assertThrows(Killed.class, () -> host.engine().operator().rollback("web", "answers slowly",
              (daemon, action, text, percent) -> {
                if (action.startsWith("create")) {
                  throw new Killed(action);
                }
              }));
          host.die();
          host.apt.packages.remove("bb");
        }
        host.porto.reboot();
        host.apt.missing.add("bb=1");
        assertThrows(EngineException.class, () -> rollBack(host));
        isSecond(host, cutOff ? "cut off before" : "at once");
      }
    }
  }

  /** A declared definition that is neither of the two is a new one, whatever was cut off. */
  @Test
  void anotherDefinitionIsAppliedAfterOneThatWasCutOff() throws Exception {
    int points = 0;
    for (boolean reached = true; reached; points++) {
      try (ModelHost host = updated()) {
        reached = cutOff(host, points);
        Definition third = web("3", Map.of("aa", "3"), true);
        host.execute(third);
        HostCheck.reached(host, third, "cut off at point " + points);
        host.die();
        assertFalse(host.execute(third).changed());
      }
    }
  }

  @Test
  void retryUndoesOneThatWasCutOff() throws Exception {
    for (int point = 0; point < 60; point++) {
      try (ModelHost host = updated()) {
        if (!cutOff(host, point)) {
          break;
        }
        if (noted(host)) {
          host.engine().operator().retry("web", "never mind", Progress.NONE);
        } else {
          host.execute(SECOND);
        }
        isSecond(host, "cut off at point " + point);
      }
    }
  }
}
