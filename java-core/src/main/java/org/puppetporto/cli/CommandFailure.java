package org.puppetporto.cli;

/** A command could not do what was asked; the message says why and what would help. */
class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
