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

  /**
   * Begins a rollback by hand. From here on the older revision is the one that every run keeps, and the one it
   * replaces is none that a run brings: being cut off later than this leaves no doubt about where to go.
   *
   * @param back of the revision to go back to
   * @param left the revision that was CURRENT
   * @param why as it is remembered of the revision that is left
   */
  record Leave(Begin back, String left, String why) implements StoreAction {
    @Override
    public String daemon() {
      return back.daemon();
    }

    @Override
    public String text() {
      return "note that " + daemon() + " leaves revision " + Desired.brief(left) + " for "
          + Desired.brief(back.desired().revision());
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
