package org.puppetporto.agent.socket;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who may change: root, and the members of one group. Others may read.
 *
 * @param group the group's name; empty when there is none
 * @param gid the group's number; empty when there is none
 */
public record AccessRule(Optional<String> group, OptionalInt gid) {
  /** Root alone. */
  public static final AccessRule ROOT = new AccessRule(Optional.empty(), OptionalInt.empty());

  boolean mayChange(PeerUser peer) {
    return peer.root() || gid.isPresent() && peer.groups().contains(gid.getAsInt());
  }

  /** Why someone may not, and what would help. */
  String refusal(PeerUser peer) {
    return "user " + peer.name() + " may read and not change; "
        + group.map(name -> "use sudo, or become a member of the group " + name + " and log in again")
            .orElse("use sudo, or have an operators' group configured for the agent");
  }
}
