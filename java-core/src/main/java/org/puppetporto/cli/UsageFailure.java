package org.puppetporto.cli;

/** The command line is wrong in a way that its parser does not see; the message says what to write. */
final class UsageFailure extends CommandFailure {
  private static final long serialVersionUID = 1L;

  UsageFailure(String message) {
    super(message);
  }
}
