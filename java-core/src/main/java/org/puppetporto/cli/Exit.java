package org.puppetporto.cli;

import org.puppetporto.engine.Fault;

/** Exit codes, documented in docs/cli.md; scripts depend on them. */
final class Exit {
  static final int OK = 0;
  /** Something was refused or failed; standard error says what. */
  static final int FAILED = 1;
  /** Of {@code plan} alone: there are differences. */
  static final int CHANGES = 2;
  /** The command line is wrong. As sysexits(3) has it, since 2 is taken. */
  static final int USAGE = 64;
  static final int PORTO_UNREACHABLE = 69;
  /** A fault of this program. */
  static final int INTERNAL = 70;
  static final int LOCKED = 75;
  /** What was asked for has to wait until somebody ends what holds it back. */
  static final int HELD = 77;
  /** Of {@code exec} alone, as shells have it. */
  static final int NO_SUCH_COMMAND = 127;

  private Exit() {}

  static int of(Fault fault) {
    switch (fault) {
      case PORTO_UNREACHABLE:
        return PORTO_UNREACHABLE;
      case LOCKED:
        return LOCKED;
      default:
        return FAILED;
    }
  }
}
