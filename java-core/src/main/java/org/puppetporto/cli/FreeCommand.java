package org.puppetporto.cli;

/** A command that needs to know nothing of this host's daemons, and so no rights in the state store. */
abstract class FreeCommand extends Command {
  FreeCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  final Needs needs() {
    return Needs.NOTHING;
  }
}
