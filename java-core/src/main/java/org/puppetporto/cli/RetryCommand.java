package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code retry}: tries a revision again that failed and is not tried again by itself. */
@CommandLine.Command(name = "retry", description = "Tries the newest failed revision of a daemon again.")
final class RetryCommand extends NamedCommand {
  RetryCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return ask(Operating.Verb.RETRY);
  }
}
