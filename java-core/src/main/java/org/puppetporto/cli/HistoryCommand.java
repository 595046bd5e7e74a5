package org.puppetporto.cli;

import java.util.List;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code history}: the revisions of a daemon, newest first. */
@CommandLine.Command(name = "history",
    description = "Shows a daemon's revisions, newest first, with their reasons.")
final class HistoryCommand extends Command {
  @Parameters(paramLabel = "NAME", description = "The daemon.")
  private String name;

  HistoryCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    List<RevisionRecord> revisions = host.stored().daemon(name).revisions();
    if (revisions.isEmpty()) {
      throw new CommandFailure("nothing is known of " + name + "; see: porto-daemon status");
    }
    Table table = new Table("REVISION", "STATUS", "SINCE", "VERSION", "REASON", "FROM");
    for (RevisionRecord revision : revisions) {
      table.row(Running.brief(revision.id()), revision.status().name(),
          revision.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString(), version(revision),
          revision.reason(), String.valueOf(revision.document().getOrDefault("origin", "")));
    }
    console.out().print(table.text(console.width()));
    return Exit.OK;
  }

  private static String version(RevisionRecord revision) {
    return revision.document().get("meta") instanceof java.util.Map<?, ?> meta && meta.get("version") != null
        ? String.valueOf(meta.get("version")) : "";
  }
}
