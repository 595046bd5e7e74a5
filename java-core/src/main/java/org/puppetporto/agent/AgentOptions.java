package org.puppetporto.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * How an agent works.
 *
 * @param interval between two looks at everything that nothing asked for; 5 minutes by default
 * @param tell longest time between two reports to the sinks; 1 minute by default
 * @param group whose members may change over the socket, beside root; empty for none
 */
public record AgentOptions(Duration interval, Duration tell, Optional<String> group) {
  public static final AgentOptions DEFAULT =
      new AgentOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), Optional.empty());

  public AgentOptions {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0 || tell.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("an interval must be at least 1 s");
    }
  }
}
