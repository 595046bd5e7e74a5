package org.puppetporto.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.puppetporto.engine.Action;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.Difference;
import org.puppetporto.engine.Observed;
import org.puppetporto.engine.Outcome;

/** The engine's answers in the form of docs/architecture.md, "The bridge". */
public final class Wire {
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

  static Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", outcome.name());
    out.put("changed", outcome.changed());
    out.put("revision", outcome.revision());
    out.put("state", outcome.state());
    out.put("ready", outcome.ready());
    out.put("events", outcome.events());
    return out;
  }
}
