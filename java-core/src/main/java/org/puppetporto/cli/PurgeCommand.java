package org.puppetporto.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code purge}: destroys a daemon's container, and purges its packages where they are ours and unclaimed.
 */
@CommandLine.Command(name = "purge",
    description = "Destroys a daemon's container and purges the packages that came with it and nobody else "
        + "needs.")
final class PurgeCommand extends Command {
  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  PurgeCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure, DefinitionException, IOException {
    if (!host.stored().daemons().containsKey(name)) {
      console.warning(Unknown.text(name, host.stored().daemons().keySet()));
    }
    warnOfUnreadable();
    Definition definition = host.reader().read(document(), "porto-daemon purge " + name);
    host.engine().declare(List.of(definition));
    DaemonPlan plan = host.engine().plan(definition);
    console.out().print(plan.text());
    if (plan.changes() && !yes && !confirmed()) {
      throw new CommandFailure("nothing was done; to purge without being asked: porto-daemon purge --yes "
          + name);
    }
    return Running.change(console, progress -> host.engine().execute(definition, progress));
  }

  /** A definition that an older version stored and this one refuses hinders nothing, but may say more. */
  private void warnOfUnreadable() throws EngineException {
    Map<String, Object> stored = stored();
    if (stored.isEmpty()) {
      return;
    }
    try {
      host.reader().read(stored, "state store");
    } catch (DefinitionException e) {
      console.warning("the stored definition of " + name + " cannot be read whole any more (" + e.getMessage()
          + "): its packages are known from the record, its policy only as far as it can be read");
    }
  }

  /** What is stored of the daemon, for its packages and its policy, as one to be purged. */
  private Map<String, Object> document() throws EngineException {
    Map<String, Object> document = new LinkedHashMap<>(stored());
    document.put("meta", Map.of("name", name, "delete_requested", true));
    document.put("origin", "porto-daemon purge " + name);
    return document;
  }

  private Map<String, Object> stored() throws EngineException {
    return host.stored().daemon(name).current().map(RevisionRecord::document).orElse(Map.of());
  }

  private boolean confirmed() throws IOException {
    console.out().print("Purge " + name + "? Write its name to go on: ");
    console.out().flush();
    String answer = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
        .readLine();
    return name.equals(answer == null ? "" : answer.strip());
  }
}
