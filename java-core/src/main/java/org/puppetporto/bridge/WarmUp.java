package org.puppetporto.bridge;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.porto.Porto;

/**
 * What makes the first answer of a new JVM slow is not the work but that every class and table is met for the
 * first time. Here they are met beside the caller's own start: once, with invented data, in memory alone.
 */
final class WarmUp {
  private WarmUp() {}

  /** The plans of an invented daemon, as the bridge tells plans. */
  static String run() throws IOException {
    Porto.warmUp();
    List<Object> plans = new ArrayList<>();
    for (DaemonPlan plan : org.puppetporto.engine.WarmUp.plans()) {
      plans.add(Wire.plan(plan));
    }
    return JSON.std.asString(plans);
  }
}
