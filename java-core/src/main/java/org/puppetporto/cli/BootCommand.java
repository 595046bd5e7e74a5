package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.spec.Definition;
import picocli.CommandLine;

/** {@code boot}: applies the stored CURRENT revisions, since Porto forgets everything at a reboot. */
@CommandLine.Command(name = "boot", description = "Brings back every daemon as it is stored, after a reboot.")
final class BootCommand extends Command {
  BootCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    List<Definition> definitions = new ArrayList<>();
    int worst = Exit.OK;
    for (DaemonRecord record : host.stored().daemons().values()) {
      RevisionRecord current = record.current().orElse(null);
      if (current == null) {
        continue;
      }
      if (current.document().isEmpty()) {
        console.error(record.name() + ": its definition was lost, only its packages are known; apply it again");
        worst = Exit.FAILED;
        continue;
      }
      definitions.add(host.engine().read(current.document(), "state store"));
    }
    host.engine().declare(definitions, Map.of());
    for (Definition definition : definitions) {
      worst = Math.max(worst, start(definition));
    }
    return worst;
  }

  private int start(Definition definition) throws EngineException {
    try (ProgressLine progress = new ProgressLine(console)) {
      var outcome = host.engine().execute(definition, progress);
      progress.close();
      Outcomes.print(outcome, console);
      return Exit.OK;
    } catch (EngineException e) {
      return Outcomes.failed(e, console);
    }
  }
}
