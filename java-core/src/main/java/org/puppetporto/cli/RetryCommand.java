package org.puppetporto.cli;

import java.util.Optional;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.engine.RevisionStatus;
import org.puppetporto.spec.Definition;
import picocli.CommandLine;

/** {@code retry}: tries a revision again that failed and is not tried again by itself. */
@CommandLine.Command(name = "retry", description = "Tries the newest failed revision of a daemon again.")
final class RetryCommand extends NamedCommand {
  RetryCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    Optional<RevisionRecord> failed = host.stored().daemon(name).revisions().stream()
        .filter(revision -> revision.status() == RevisionStatus.FAILED).findFirst();
    if (failed.isEmpty()) {
      throw new CommandFailure("no revision of " + name + " has failed; see: porto-daemon history " + name);
    }
    Definition definition = host.engine().read(failed.get().document(), "porto-daemon retry " + name);
    host.engine().operator().retry(name);
    console.out().println(name + ": trying revision " + Running.brief(failed.get().id()) + " again: "
        + reason);
    return Running.change(console, progress -> host.engine().execute(definition, progress));
  }
}
