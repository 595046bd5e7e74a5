package org.puppetporto.engine;

/** Asks for permission to disrupt; given back when the plan ends, however it ends. */
public record SlotAction(String daemon) implements Action {
  @Override
  public String text() {
    return "take a restart slot for " + daemon;
  }
}
