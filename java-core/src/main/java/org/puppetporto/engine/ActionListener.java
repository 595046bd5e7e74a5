package org.puppetporto.engine;

/** Is told of every action of a plan once it was taken, or has failed. */
@FunctionalInterface
public interface ActionListener {
  /** Called under the host lock, between two actions: it must not fail, and not take long. */
  void taken(TakenAction action);

  /** Tells nobody. */
  ActionListener NONE = action -> { };
}
