package org.puppetporto.engine;

import java.util.List;

/**
 * What an execution came to.
 *
 * @param name the daemon
 * @param changed whether anything was done
 * @param revision the revision it is on now; "" when removed
 * @param state its container's state in Porto's word, or "absent"
 * @param ready whether it is ready
 * @param events what happened, one text each
 * @param waits why what was asked for has to wait, such as a hold; "" when it does not
 */
public record Outcome(
    String name, boolean changed, String revision, String state, boolean ready, List<String> events,
    String waits) {
  public Outcome {
    events = List.copyOf(events);
  }
}
