package org.puppetporto.porto;

import java.time.Instant;
import java.util.Optional;
import org.puppetporto.porto.proto.WaitResponse;

/**
 * What portod reports of a container that is waited for or watched.
 *
 * @param name the container
 * @param state its state at that time
 * @param when portod's clock, in whole seconds
 * @param detail the label whose change is reported; or {@code exit_code} or {@code start_error} with its value,
 *     by which a watch explains the states dead, respawning and stopped (Porto 5.3.59 src/container.cpp)
 */
public record StateChange(String name, ContainerState state, Instant when, Optional<Detail> detail) {
  /**
   * What is told beside the state.
   *
   * @param name a label, {@code exit_code} or {@code start_error}
   * @param value its value; "" for a label that was removed
   */
  public record Detail(String name, String value) {}

  static StateChange of(WaitResponse report) {
    Optional<Detail> detail = report.getLabel().isEmpty()
        ? Optional.empty()
        : Optional.of(new Detail(report.getLabel(), report.getValue()));
    return new StateChange(report.getName(), ContainerState.of(report.getState()),
        instant(report.getWhen()), detail);
  }

  /** A uint64 of seconds; one that is no time at all becomes the latest there is. */
  private static Instant instant(long seconds) {
    long latest = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(seconds < 0 || seconds > latest ? latest : seconds);
  }
}
