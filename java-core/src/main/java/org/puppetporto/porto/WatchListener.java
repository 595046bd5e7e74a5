package org.puppetporto.porto;

/** Told of changes, in the watch's own thread, one after the other. Must not throw, and should be quick. */
public interface WatchListener {
  void changed(StateChange change);

  /** The connection was lost: what happens until {@link #resumed} may go untold. */
  default void lost(PortoException fault) {}

  /** The connection is there again; portod has told, or will tell, the present states anew. */
  default void resumed() {}
}
