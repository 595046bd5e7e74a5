package org.puppetporto.agent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.Outcome;
import org.puppetporto.engine.Progress;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.spec.Definition;

/**
 * Looks at all daemons at once, and brings back those that are not as they were declared last: by Puppet or
 * by hand, which is what the store says, or by a file. Looking takes no lock; only what has to be done is
 * done under it, and is planned afresh there. One thread uses it.
 */
final class Keeper {
  /** As the daemons' histories call what is done here. */
  private static final String WHAT = "keep";

  private final Engine engine;
  private final DeclaredFiles files;
  private final PuppetsDaemons puppets;
  private final Damping damping;
  private final Journalist journalist;

  /**
   * What a look came to.
   *
   * @param seen what there was before anything was done; empty when it could not be observed
   * @param again when to look again because something was left for later; empty when nothing was
   */
  record Look(Optional<Observation> seen, Optional<Duration> again) {}

  Keeper(Engine engine, DeclaredFiles files, PuppetsDaemons puppets, Damping damping, Journalist journalist) {
    this.engine = engine;
    this.files = files;
    this.puppets = puppets;
    this.damping = damping;
    this.journalist = journalist;
  }

  /** Looks, and does what has to be done and may be done now; also what we did wrong ends no agent. */
  Look look() {
    try {
      Look look = looked();
      journalist.over("looking");
      return look;
    } catch (RuntimeException e) {
      journalist.trouble("looking", fault("looking", e));
      return new Look(Optional.empty(), Optional.of(Damping.LONGEST_PAUSE));
    }
  }

  private Look looked() {
    Map<String, Definition> declared = files.read();
    Observation seen;
    try {
      seen = engine.observe();
    } catch (EngineException e) {
      journalist.trouble("observing", e.getMessage());
      return new Look(Optional.empty(), Optional.of(Damping.FIRST_PAUSE));
    }
    journalist.over("observing");
    Map<String, Definition> own = notPuppets(declared, seen);
    Set<String> names = new LinkedHashSet<>(seen.host().daemons().keySet());
    names.addAll(own.keySet());
    damping.retain(names);
    Optional<Duration> again = Optional.empty();
    for (Map.Entry<String, Act> need : inNeed(names, own, seen).entrySet()) {
      String name = need.getKey();
      Duration left = damping.left(name, need.getValue().aim());
      if (!left.isZero()) {
        again = sooner(again, left);
      } else if (!keep(name, need.getValue())) {
        Duration pause = damping.left(name, need.getValue().aim());
        again = sooner(again, pause.isZero() ? Damping.FIRST_PAUSE : pause);
      }
    }
    return new Look(Optional.of(seen), again);
  }

  private Map<String, Definition> notPuppets(Map<String, Definition> declared, Observation seen) {
    Map<String, Definition> own = new LinkedHashMap<>();
    declared.forEach((name, definition) -> {
      try {
        if (puppets.declares(name, seen.host())) {
          journalist.trouble("file of " + name, definition.origin() + ": " + name
              + " is declared by Puppet, too; the file is left out. Remove it, or the daemon from Hiera");
        } else {
          journalist.over("file of " + name);
          own.put(name, definition);
        }
      } catch (EngineException e) {
        journalist.trouble("file of " + name, definition.origin() + ": the file is left out: " + e.getMessage());
      }
    });
    return own;
  }

  /** What is down comes first: it waits for no update of what is up. */
  private Map<String, Act> inNeed(Set<String> names, Map<String, Definition> own, Observation seen) {
    Map<String, Act> down = new LinkedHashMap<>();
    Map<String, Act> others = new LinkedHashMap<>();
    for (String name : names) {
      try {
        boolean up = seen.container(name).filter(ContainerView::alive).isPresent();
        act(name, own).ifPresent(act -> (up ? others : down).put(name, act));
        journalist.over("planning " + name);
      } catch (EngineException e) {
        journalist.trouble("planning " + name, e.getMessage());
      } catch (RuntimeException e) {
        journalist.trouble("planning " + name, fault("planning " + name, e));
      }
    }
    down.putAll(others);
    return down;
  }

  /** What is done. */
  @FunctionalInterface
  private interface Deed {
    Optional<Outcome> perform() throws EngineException;
  }

  /**
   * How one daemon is brought to what is declared.
   *
   * @param aim what it is brought to; the same for every repetition
   */
  private record Act(String aim, Deed deed) {
    static Optional<Act> of(Optional<DaemonPlan> plan, Deed deed) {
      return plan.filter(DaemonPlan::changes).map(DaemonPlan::desired).map(desired ->
          new Act(desired.revision() + " " + desired.definition().ensure(), deed));
    }
  }

  private Optional<Act> act(String name, Map<String, Definition> own) throws EngineException {
    if (own.containsKey(name)) {
      // Read again under the lock: by then Puppet may have taken it over, or the file may say something else.
      return Act.of(Optional.of(engine.outlook(own.get(name))), () -> engine.keep(name, WHAT,
          state -> puppets.declares(name, state) ? Optional.empty() : files.read(name), Progress.NONE));
    }
    Optional<Act> drifted =
        Act.of(engine.drift(name), () -> engine.operator().keep(name, WHAT, Progress.NONE));
    return drifted.isPresent() ? drifted
        : Act.of(engine.waiting(name), () -> engine.operator().keepWaiting(name, WHAT, Progress.NONE));
  }

  /** @return whether it is as declared now */
  private boolean keep(String name, Act act) {
    try {
      Optional<Outcome> outcome = act.deed().perform();
      outcome.filter(Outcome::changed).ifPresent(done -> {
        damping.acted(name, act.aim());
        journalist.did(done);
      });
      journalist.over("keeping " + name);
      return true;
    } catch (EngineException e) {
      if (e.fault() != Fault.LOCKED && e.fault() != Fault.PORTO_UNREACHABLE) {
        // Else it is no fault of the daemon's, which is not to wait for longer each time.
        damping.acted(name, act.aim());
      }
      journalist.trouble("keeping " + name, e.getMessage());
      return e.fault() == Fault.DEFINITION;
    } catch (RuntimeException e) {
      damping.acted(name, act.aim());
      journalist.trouble("keeping " + name, fault("keeping " + name, e));
      return false;
    }
  }

  /** What we did wrong with one daemon is not to cost the others. */
  private static String fault(String doing, RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return doing + ": a fault of porto-daemon itself, please report it: " + e
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /**
   * Restarts a daemon.
   *
   * @return why it was not done; empty when it was
   */
  Optional<String> restart(Wakeup.RestartAsked asked) {
    String name = asked.daemon();
    try {
      Outcome outcome = engine.remedy(name, asked.process(), asked.reason(), Progress.NONE);
      journalist.did(outcome);
      return outcome.changed() ? Optional.empty() : Optional.of(String.join("; ", outcome.events()));
    } catch (EngineException e) {
      journalist.trouble("restarting " + name, e.getMessage());
      return Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      String told = fault("restarting " + name, e);
      journalist.trouble("restarting " + name, told);
      return Optional.of(told);
    }
  }

  private static Optional<Duration> sooner(Optional<Duration> one, Duration other) {
    return Optional.of(one.filter(known -> known.compareTo(other) < 0).orElse(other));
  }
}
