package org.puppetporto.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.puppetporto.agent.socket.AccessRule;
import org.puppetporto.agent.socket.Groups;

/** Who may change over the socket: looked up again now and then, since groups come and go with Puppet. */
final class Operators {
  private static final String MATTER = "the operators' group";
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private final Optional<String> group;
  private final Journalist journalist;
  private volatile AccessRule rule = AccessRule.ROOT;
  private long renewed = System.nanoTime() - RENEWAL.toNanos();

  Operators(Optional<String> group, Journalist journalist) {
    this.group = group;
    this.journalist = journalist;
  }

  AccessRule rule() {
    return rule;
  }

  /** Looks the group up again, unless that was done just now. */
  void renew() {
    if (group.isEmpty() || System.nanoTime() - renewed < RENEWAL.toNanos()) {
      return;
    }
    renewed = System.nanoTime();
    try {
      Optional<AccessRule> found = Groups.rule(group.get());
      rule = found.orElse(AccessRule.ROOT);
      if (found.isPresent()) {
        journalist.over(MATTER);
      } else {
        journalist.trouble(MATTER,
            "there is no group " + group.get() + ", so root alone may change; create it");
      }
    } catch (IOException e) {
      journalist.trouble(MATTER, "the group " + group.get() + " cannot be looked up: " + e);
    }
  }
}
