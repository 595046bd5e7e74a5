package org.puppetporto.agent;

import java.util.Optional;
import org.puppetporto.bridge.CoreVersion;

/** Whether this agent is of the version that lies on the host now; if not, it is to run again from there. */
final class Renewal {
  private final OwnJar jar;
  private final Runnable due;

  /** @param due told when a newer core has come; may be told more than once */
  Renewal(OwnJar jar, Runnable due) {
    this.jar = jar;
    this.due = due;
  }

  /** Looks whether a newer core has come. */
  boolean look() {
    boolean replaced = jar.replaced();
    if (replaced) {
      due.run();
    }
    return replaced;
  }

  /** Why a caller of a version is not served; empty when it is. */
  Optional<String> outdated(String version) {
    if (look()) {
      return Optional.of("the agent restarts itself, since another core has come; use it again in a moment");
    }
    String own = CoreVersion.text();
    return version.equals(own) ? Optional.empty()
        : Optional.of("the agent is of version " + own + ", this caller of version " + version);
  }
}
