package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does something to one daemon, for a reason that others will read. */
abstract class NamedCommand extends Command {
  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  String name;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", converter = ReasonText.class,
      description = "Why, for others to read.")
  String reason;

  NamedCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  Needs needs() {
    return Needs.STORE_OR_AGENT;
  }

  /** Has it done now: where it has to wait, that is a failure. */
  int ask(Operating.Verb verb) throws EngineException {
    return Running.ask(console, progress -> host.operating().change(verb, name, reason, progress));
  }
}
