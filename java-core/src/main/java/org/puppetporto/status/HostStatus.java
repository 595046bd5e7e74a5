package org.puppetporto.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How all daemons of this host are.
 *
 * @param at when it was looked at
 * @param problem why Porto could not be asked; then daemons are as the store alone knows them, and none is ready
 * @param daemons sorted by name, removed ones included
 * @param unknown what the state store has lost, in sentences; empty in health
 */
public record HostStatus(
    Instant at, Optional<String> problem, List<DaemonStatus> daemons,
    List<String> unknown) {
  public HostStatus {
    daemons = List.copyOf(daemons);
    unknown = List.copyOf(unknown);
  }
}
