package org.puppetporto.engine;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A step on the state store. */
public sealed interface StoreAction extends Action {

  /**
   * Notes a revision before anything is done for it, with the packages nobody had brought yet.
   *
   * @param preexisting its packages that were installed before and not by us
   */
  record Begin(Desired desired, SortedSet<String> preexisting, String reason) implements StoreAction {
    public Begin {
      preexisting = Collections.unmodifiableSortedSet(new TreeSet<>(preexisting));
    }

    @Override
    public String daemon() {
      return desired.name();
    }

    @Override
    public String text() {
      return "note revision " + Desired.brief(desired.revision()) + " of " + daemon() + " as being applied";
    }
  }

  /** Makes a revision CURRENT; the one before becomes REMOVED. */
  record Promote(String daemon, String revision, String reason) implements StoreAction {
    @Override
    public String text() {
      return "note revision " + Desired.brief(revision) + " of " + daemon + " as CURRENT";
    }
  }

  /** Remembers that the daemon is REMOVED, lastingly. */
  record Retire(String daemon, String reason) implements StoreAction {
    @Override
    public String text() {
      return "note " + daemon + " as REMOVED";
    }
  }

  /** Forgets who brought packages that are no longer on the host. */
  record Disown(String daemon, SortedSet<String> packages) implements StoreAction {
    public Disown {
      packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    @Override
    public String text() {
      return "forget " + String.join(", ", packages);
    }
  }
}
