package org.puppetporto.cli;

import org.puppetporto.engine.Booted;
import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code boot}: applies the stored CURRENT revisions, since Porto forgets everything at a reboot. */
@CommandLine.Command(name = "boot", description = "Brings back every daemon as it is stored, after a reboot.")
final class BootCommand extends Command {
  BootCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    int worst = Exit.OK;
    try (ProgressLine progress = new ProgressLine(console)) {
      for (Booted booted : host.engine().operator().boot(progress)) {
        booted.outcome().ifPresent(outcome -> Running.tell(outcome, console));
        if (booted.failure().isPresent()) {
          worst = Math.max(worst, Running.failed(booted.failure().get(), console));
        }
      }
    }
    return worst;
  }
}
