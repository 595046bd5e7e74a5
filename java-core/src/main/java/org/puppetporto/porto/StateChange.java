package org.puppetporto.porto;

import java.time.Instant;
import java.util.Optional;
import org.puppetporto.porto.proto.WaitResponse;

/**
 * What portod reports of a container that is waited for.
 *
 * @param name the container
 * @param state its state at that time
 * @param when portod's clock, in whole seconds
 * @param label the label whose change is reported; empty for a change of state
 */
public record StateChange(String name, ContainerState state, Instant when, Optional<Label> label) {
  /** A label and its value; an empty value means that the label was removed. */
  public record Label(String name, String value) {}

  static StateChange of(WaitResponse report) {
    Optional<Label> label = report.getLabel().isEmpty()
        ? Optional.empty()
        : Optional.of(new Label(report.getLabel(), report.getValue()));
    return new StateChange(report.getName(), ContainerState.of(report.getState()),
        instant(report.getWhen()), label);
  }

  /** A uint64 of seconds; one that is no time at all becomes the latest there is. */
  private static Instant instant(long seconds) {
    long latest = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(seconds < 0 || seconds > latest ? latest : seconds);
  }
}
