package org.puppetporto.status;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.Difference;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.engine.RevisionStatus;
import org.puppetporto.porto.ContainerState;

/** What is well and what is not with one daemon, each with its reason. Pure. */
final class Conditions {
  private static final int SHOWN_REVISION = 8;
  private static final String OUT_OF_MEMORY = "-99";

  private final DaemonRecord record;
  private final Optional<ContainerView> container;
  private final Wanted wanted;

  /**
   * @param record what the store knows
   * @param container as Porto showed it; empty when there is none
   * @param wanted what is declared of it
   */
  Conditions(DaemonRecord record, Optional<ContainerView> container, Wanted wanted) {
    this.record = record;
    this.container = container;
    this.wanted = wanted;
  }

  Map<Condition.Kind, Condition> all(
      DpkgStatus packages, boolean ready, Optional<HealthReport> health) {
    Map<Condition.Kind, Condition> all = new EnumMap<>(Condition.Kind.class);
    all.put(Condition.Kind.PACKAGES, packages(packages));
    all.put(Condition.Kind.CONTAINER, container());
    all.put(Condition.Kind.CONFIGURATION, configuration());
    all.put(Condition.Kind.HEALTH, health(ready, health));
    all.put(Condition.Kind.OOM, memory());
    all.put(Condition.Kind.CORE_DUMPED, coreDumped());
    return all;
  }

  /** When Porto cannot be asked, only dpkg would know anything; nothing is claimed then. */
  static Map<Condition.Kind, Condition> unknown(String why) {
    Map<Condition.Kind, Condition> all = new EnumMap<>(Condition.Kind.class);
    for (Condition.Kind kind : Condition.Kind.values()) {
      all.put(kind, Condition.unknown(why));
    }
    return all;
  }

  private boolean removed() {
    return record.status().filter(status -> status == RevisionStatus.REMOVED).isPresent();
  }

  private Condition packages(DpkgStatus dpkg) {
    Optional<RevisionRecord> current = record.current();
    if (current.isEmpty()) {
      return Condition.unknown(removed() ? "removed" : "there is no CURRENT revision");
    }
    List<String> objections = new ArrayList<>();
    current.get().packages().forEach((name, version) -> {
      Optional<String> installed = dpkg.installedVersion(name);
      if (installed.isEmpty()) {
        String state = dpkg.find(name).map(found -> "is " + found.state()).orElse("is not installed");
        objections.add(name + " " + state + ", declared is " + version);
      } else if (!installed.get().equals(version)) {
        objections.add(name + " is " + installed.get() + ", declared is " + version);
      }
    });
    return Condition.of(objections);
  }

  private Condition container() {
    boolean gone = container.isEmpty();
    if (removed()) {
      return gone ? new Condition(Condition.State.OK, "removed")
          : Condition.failed("the daemon is removed, and its container is still there, " + state().word());
    }
    if (gone) {
      return Condition.failed("there is no container");
    }
    ContainerState state = state();
    boolean up = state == ContainerState.RUNNING || state == ContainerState.STARTING;
    if (wanted.stopped()) {
      return state == ContainerState.STOPPED ? new Condition(Condition.State.OK, "stopped, as is wanted")
          : Condition.failed("is " + state.word() + " and should be stopped");
    }
    String cause = cause();
    return up ? Condition.OK : Condition.failed("is " + state.word() + (cause.isEmpty() ? "" : ": " + cause));
  }

  private Condition configuration() {
    if (removed()) {
      return Condition.unknown("removed");
    }
    List<String> objections = new ArrayList<>();
    record.revisions().stream().findFirst()
        .filter(newest -> newest.status() == RevisionStatus.FAILED)
        .ifPresent(failed -> objections.add("revision " + brief(failed.id()) + " failed at " + failed.at()
            + ": " + failed.reason()
            + record.current().map(now -> "; revision " + brief(now.id()) + " is kept").orElse("")));
    wanted.plan().ifPresent(plan -> plan.differences().stream()
        .filter(difference -> difference.aspect() == Difference.Aspect.PROPERTIES
            || difference.aspect() == Difference.Aspect.ENV_SECRET)
        .forEach(difference -> objections.add(difference.text())));
    if (!objections.isEmpty()) {
      return Condition.failed(String.join("; ", objections));
    }
    if (container.isEmpty()) {
      return Condition.unknown("there is no container");
    }
    return wanted.plan().isPresent() ? Condition.OK : Condition.unknown(wanted.unknown());
  }

  private Condition health(boolean ready, Optional<HealthReport> report) {
    if (removed() || wanted.stopped()) {
      return Condition.unknown(removed() ? "removed" : "stopped, as is wanted");
    }
    if (ready) {
      return Condition.OK;
    }
    String objection = report.map(HealthReport::objection).orElse("");
    if (!objection.isEmpty()) {
      return Condition.failed(objection);
    }
    if (container.isPresent() && state() == ContainerState.RUNNING) {
      return Condition.failed("runs for " + container.get().value("time").orElse("0") + " s, ready is "
          + wanted.minUptime().toSeconds() + " s");
    }
    return Condition.failed("is " + container.map(view -> view.state().word()).orElse("absent"));
  }

  private Condition memory() {
    if (container.isEmpty()) {
      return Condition.unknown("there is no container");
    }
    long kills = container.get().value("oom_kills").flatMap(Figure::read)
        .map(figure -> figure.parts().getOrDefault("", 0L)).orElse(0L);
    if (outOfMemory()) {
      return Condition.failed("was killed for want of memory; raise memory_limit, or look for a leak");
    }
    return kills == 0 ? Condition.OK
        : Condition.failed("the kernel has killed " + kills + " of its tasks for want of memory since its start");
  }

  private Condition coreDumped() {
    if (container.isEmpty()) {
      return Condition.unknown("there is no container");
    }
    return value("core_dumped").equals("true") ? Condition.failed("its process has dumped core") : Condition.OK;
  }

  private ContainerState state() {
    return container.map(ContainerView::state).orElse(ContainerState.UNKNOWN);
  }

  private boolean outOfMemory() {
    return value("oom_killed").equals("true") || value("exit_code").equals(OUT_OF_MEMORY);
  }

  /** What it died of; Porto tells in the dead state alone. */
  private String cause() {
    String code = value("exit_code");
    if (code.isEmpty()) {
      return value("start_error");
    }
    if (outOfMemory()) {
      return "killed for want of memory";
    }
    return code.startsWith("-") ? "killed by signal " + code.substring(1) : "exit code " + code;
  }

  private String value(String property) {
    return container.flatMap(view -> view.value(property)).orElse("");
  }

  private static String brief(String revision) {
    return revision.substring(0, Math.min(SHOWN_REVISION, revision.length()));
  }
}
