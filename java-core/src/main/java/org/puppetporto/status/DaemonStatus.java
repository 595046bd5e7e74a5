package org.puppetporto.status;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.puppetporto.engine.Hold;

/**
 * How one daemon is.
 *
 * @param name the daemon
 * @param status CURRENT, REMOVED or FAILED; APPLYING after a run that was cut off; "" when the store knows
 *     nothing of it
 * @param version {@code meta.version}; "" when not known
 * @param revision 40 hex digits: the CURRENT revision, or the newest where there is none; "" when it is
 *     removed or not known
 * @param state Porto's word for the container's state, {@code absent}, or {@code unknown} when Porto cannot
 *     be reached
 * @param ready whether it is ready
 * @param running whether it is running; a container that portod is about to start again is
 * @param expected whether it should be running now: not removed, not declared stopped, not held
 * @param uptime age of its process in seconds; 0 without one
 * @param counters what only grows
 * @param pending why a change waits; empty when none does
 * @param hold maintenance, or an operator's stop
 * @param conditions every kind
 * @param figures what it uses, by Porto's property; those that Porto has no value for are left out
 * @param health what the agent's probes say of its process; empty when nothing was asked
 */
public record DaemonStatus(
    String name,
    String status,
    String version,
    String revision,
    String state,
    boolean ready,
    boolean running,
    boolean expected,
    long uptime,
    Counters counters,
    Optional<String> pending,
    Optional<Hold> hold,
    Map<Condition.Kind, Condition> conditions,
    SortedMap<String, Figure> figures,
    Optional<HealthReport> health) {

  /** The state of a container that nothing is known of. */
  static final String UNKNOWN = "unknown";
  /** The state of no container. */
  static final String ABSENT = "absent";

  public DaemonStatus {
    conditions = Collections.unmodifiableMap(new EnumMap<>(conditions));
  }

  /** Whether it was removed for good: nobody is to be alarmed about it. */
  public boolean removed() {
    return status.equals("REMOVED");
  }

  /** Whether Porto told how it is. */
  public boolean known() {
    return !state.equals(UNKNOWN);
  }

  public Condition condition(Condition.Kind kind) {
    return conditions.get(kind);
  }

  /** Who holds it, what waits, and everything that is wrong with it, in words; "" when there is nothing. */
  public String note() {
    StringBuilder out = new StringBuilder();
    hold.map(Hold::text).or(() -> pending).ifPresent(out::append);
    conditions.forEach((kind, condition) -> {
      if (condition.state() == Condition.State.FAILED) {
        out.append(out.length() > 0 ? "; " : "").append(kind.word()).append(": ").append(condition.reason());
      }
    });
    return out.toString();
  }
}
