package org.puppetporto.porto;

/** A watch that goes on until it is closed. */
public interface Subscription extends AutoCloseable {
  /** Ends the watch. No listener runs after this returns, unless a listener called it. */
  @Override
  void close();
}
