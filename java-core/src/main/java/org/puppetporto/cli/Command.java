package org.puppetporto.cli;

import java.util.concurrent.Callable;

/** What commands have in common: the host they act on and where they write. Returns an exit code. */
abstract class Command implements Callable<Integer> {
  final Host host;
  final Console console;

  Command(Host host, Console console) {
    this.host = host;
    this.console = console;
  }
}
