package org.puppetporto.cli;

import java.util.concurrent.Callable;

/** What commands have in common: the host they act on and where they write. Returns an exit code. */
abstract class Command implements Callable<Integer> {
  /** What a command needs to know of this host's daemons. */
  enum Needs { NOTHING, STORE, STORE_OR_AGENT }

  final Host host;
  final Console console;

  Command(Host host, Console console) {
    this.host = host;
    this.console = console;
  }

  /** A user to whom that is closed is told so beforehand: what cannot be read must not look empty. */
  Needs needs() {
    return Needs.STORE;
  }
}
