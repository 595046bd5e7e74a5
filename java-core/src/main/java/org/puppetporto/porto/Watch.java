package org.puppetporto.porto;

import java.util.List;
import java.util.Optional;

/**
 * What to be told of.
 *
 * @param containers names and wildcards; a name need not exist yet
 * @param labels labels and wildcards whose changes are told as well; with any, the present values are told
 *     at the beginning instead of the present states
 * @param target only the coming into this state; the watch is over with the first container that comes into
 *     it after the beginning, while all that are in it already are told at the beginning
 */
public record Watch(List<String> containers, List<String> labels, Optional<ContainerState> target) {
  public Watch {
    containers = List.copyOf(containers);
    labels = List.copyOf(labels);
  }

  /** Every change of state of these containers. */
  public static Watch states(String... containers) {
    return new Watch(List.of(containers), List.of(), Optional.empty());
  }
}
