package org.puppetporto.engine;

import java.util.function.Consumer;

/** Is told of every action of a plan once it was taken, or has failed. */
@FunctionalInterface
public interface ActionListener {
  /** Called under the host lock, between two actions: it must not fail, and not take long. */
  void taken(TakenAction action);

  /**
   * A container is about to be stopped, and with it goes what it wrote. As {@link #taken}, but every moment it
   * takes is one that the daemon goes on for.
   */
  default void stopping(String daemon) {}

  /** Another run holds the host's lock, and is waited for. */
  default void waiting(String text) {}

  /** This listener, with somebody who hears of a lock that is waited for. */
  default ActionListener tellingOfWaits(Consumer<String> hearer) {
    ActionListener first = this;
    return new ActionListener() {
      @Override
      public void taken(TakenAction action) {
        first.taken(action);
      }

      @Override
      public void stopping(String daemon) {
        first.stopping(daemon);
      }

      @Override
      public void waiting(String text) {
        hearer.accept(text);
      }
    };
  }

  /** This listener, and after it told of an action something more. */
  default ActionListener and(Runnable more) {
    ActionListener first = this;
    return new ActionListener() {
      @Override
      public void taken(TakenAction action) {
        first.taken(action);
        more.run();
      }

      @Override
      public void stopping(String daemon) {
        first.stopping(daemon);
      }
    };
  }

  /** Tells nobody. */
  ActionListener NONE = action -> { };
}
