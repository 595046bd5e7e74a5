package org.puppetporto.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.puppetporto.engine.Deed;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.porto.PortoException;

/** How a daemon came to be as it is: who declared it, who did what last, and what it wrote last. */
final class Background {
  private static final int DEEDS = 5;
  private static final int LINES = 10;

  private final Host host;
  private final Console console;

  Background(Host host, Console console) {
    this.host = host;
    this.console = console;
  }

  /** What the status has no room for; each part only where there is something. */
  String text(String name) throws EngineException {
    return declared(name) + deeds(name) + output(name);
  }

  private String declared(String name) throws EngineException {
    Optional<RevisionRecord> newest = host.stored().daemon(name).revisions().stream().findFirst();
    if (newest.isEmpty()) {
      return "";
    }
    RevisionRecord revision = newest.get();
    String text = Running.brief(revision.id()) + " " + revision.status() + " since "
        + HistoryCommand.seconds(revision.at()) + ", from " + HistoryCommand.origin(revision);
    return "\n" + String.join("\n", Fold.lines(Plain.text(text), console.width())) + "\n";
  }

  private String deeds(String name) {
    List<Deed> deeds = host.engine().operator().history(name);
    return deeds.isEmpty() ? ""
        : "\n" + HistoryCommand.deeds(
            deeds.subList(Math.max(deeds.size() - DEEDS, 0), deeds.size()), console);
  }

  private String output(String name) {
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    try {
      new KeptOutput(host.porto(), name, "stderr").last(LINES, last::writeBytes);
    } catch (PortoException e) {
      // Not there, stopped, or writing elsewhere; all of it is in the status above.
      return "";
    }
    List<String> lines = last.toString(StandardCharsets.UTF_8).lines().map(Plain::text).toList();
    return lines.isEmpty() ? "" : "\nstderr, last lines:\n  " + String.join("\n  ", lines) + "\n";
  }
}
