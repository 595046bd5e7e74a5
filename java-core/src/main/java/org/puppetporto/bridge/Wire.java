package org.puppetporto.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.engine.Action;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.Difference;
import org.puppetporto.engine.Observed;
import org.puppetporto.engine.Outcome;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.StatusDocument;

/** The engine's answers in the form of docs/architecture.md, "The bridge". */
public final class Wire {
  /** The action of a notification that tells of no daemon, but of another run that is waited for. */
  public static final String WAITING = "wait";

  private Wire() {}

  /** A plan as JSON values. */
  public static Map<String, Object> plan(DaemonPlan plan) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", plan.name());
    out.put("changes", plan.changes());
    out.put("disruption", plan.disruption().word());
    out.put("revision", plan.desired().revision());
    out.put("pending", plan.pending().orElse(null));
    out.put("notes", plan.notes());
    List<Object> differences = new ArrayList<>();
    plan.differences().forEach(difference -> differences.add(difference(difference)));
    out.put("differences", differences);
    List<String> actions = new ArrayList<>();
    for (Action action : plan.actions()) {
      actions.add(action.text());
    }
    out.put("actions", actions);
    return out;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("aspect", difference.aspect().name().toLowerCase(Locale.ROOT));
    out.put("path", difference.path());
    out.put("was", difference.was());
    out.put("becomes", difference.becomes());
    out.put("disruption", difference.disruption().word());
    out.put("text", difference.text());
    return out;
  }

  /** A daemon as observed. */
  public static Map<String, Object> observed(Observed observed) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("ensure", observed.ensure());
    out.put("version", observed.version());
    out.put("packages", observed.packages());
    out.put("properties", observed.properties());
    out.put("revision", observed.revision());
    out.put("state", observed.state());
    out.put("ready", observed.ready());
    out.put("managed", observed.managed());
    out.put("status", observed.status());
    return out;
  }

  /**
   * A daemon's status, as it stands under {@code portoDaemons}.
   *
   * @param observed empty when Porto could not be asked
   * @param reported when counts were told last
   */
  public static Map<String, Object> status(Optional<Observed> observed, DaemonStatus daemon, Cursor reported) {
    Map<String, Object> out = new LinkedHashMap<>();
    observed.ifPresent(seen -> out.putAll(observed(seen)));
    out.putAll(StatusDocument.of(daemon, reported));
    return out;
  }

  /** An outcome as the bridge tells it. */
  public static Outcome outcome(String name, Map<String, Object> told) {
    List<String> events = new ArrayList<>();
    if (told.get("events") instanceof List<?> list) {
      list.forEach(event -> events.add(String.valueOf(event)));
    }
    return new Outcome(name, Boolean.TRUE.equals(told.get("changed")), String.valueOf(told.get("revision")),
        String.valueOf(told.get("state")), Boolean.TRUE.equals(told.get("ready")), events,
        told.get("waits") instanceof String why ? why : "");
  }

  static Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", outcome.name());
    out.put("changed", outcome.changed());
    out.put("revision", outcome.revision());
    out.put("state", outcome.state());
    out.put("ready", outcome.ready());
    out.put("events", outcome.events());
    out.put("waits", outcome.waits());
    return out;
  }
}
