package org.puppetporto.engine;

import java.util.Optional;

/**
 * Where a daemon goes back to when what replaces it fails.
 *
 * @param to the revision before; empty when there is none, or it cannot be applied
 * @param closed why it cannot be applied, though one is stored; empty when none is, or it can
 */
record WayBack(Optional<Desired> to, Optional<String> closed) {
  static final WayBack NONE = new WayBack(Optional.empty(), Optional.empty());

  static WayBack open(Desired to) {
    return new WayBack(Optional.of(to), Optional.empty());
  }

  static WayBack closed(RevisionRecord before, String why) {
    return new WayBack(Optional.empty(), Optional.of("revision " + Desired.brief(before.id())
        + ", the one before, cannot be read any more: " + why));
  }
}
