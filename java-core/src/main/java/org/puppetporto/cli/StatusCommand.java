package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Hold;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.Observed;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.engine.RevisionStatus;
import org.puppetporto.spec.Definition;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how daemons are, as Porto, dpkg and the state store say now. */
@CommandLine.Command(name = "status", description = "Shows how daemons are.")
final class StatusCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this daemon.")
  private String name;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "table",
      description = "table, json or yaml; the last two have the top-level key portoDaemons.")
  private OutputFormat format;

  StatusCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    declareStored();
    Observation seen = host.engine().observe();
    SortedMap<String, Observed> daemons = new TreeMap<>();
    for (String daemon : seen.managed()) {
      Observed observed = host.engine().observed(daemon);
      // A daemon that was refused before anything was done leaves an empty record.
      boolean known = !observed.status().isEmpty() || !observed.state().equals("absent");
      if (known && (name == null || name.equals(daemon))) {
        daemons.put(daemon, observed);
      }
    }
    if (name != null && daemons.isEmpty()) {
      throw new CommandFailure("there is no daemon " + name + " on this host; see: porto-daemon status");
    }
    seen.host().unknown().forEach(console::warning);
    console.out().print(format == OutputFormat.TABLE ? table(daemons, seen) : format.text(structured(daemons, seen)));
    return Exit.OK;
  }

  /** Each daemon's own policy says when it is ready. */
  private void declareStored() throws EngineException {
    List<Definition> definitions = new ArrayList<>();
    for (DaemonRecord record : host.stored().daemons().values()) {
      Map<String, Object> document = record.current().map(RevisionRecord::document).orElse(Map.of());
      if (!document.isEmpty()) {
        try {
          definitions.add(host.engine().read(document, "state store"));
        } catch (EngineException e) {
          console.warning(e.getMessage());
        }
      }
    }
    host.engine().declare(definitions, Map.of());
  }

  private static Map<String, Object> structured(Map<String, Observed> daemons, Observation seen) {
    Map<String, Object> out = new LinkedHashMap<>();
    daemons.forEach((daemon, observed) -> {
      DaemonRecord record = seen.host().daemon(daemon);
      Map<String, Object> entry = new LinkedHashMap<>(Wire.observed(observed));
      entry.put("running", observed.state().equals("running"));
      entry.put("restarts", record.restarts());
      entry.put("hold", record.hold().map(Hold::text).orElse(""));
      entry.put("reason", reason(record));
      out.put(daemon, entry);
    });
    return out;
  }

  private String table(Map<String, Observed> daemons, Observation seen) {
    Table table = new Table("NAME", "STATE", "READY", "VERSION", "REVISION", "STATUS", "NOTE");
    daemons.forEach((daemon, observed) -> {
      DaemonRecord record = seen.host().daemon(daemon);
      table.row(daemon, observed.state(), observed.ready() ? "yes" : "no", observed.version(),
          Running.brief(observed.revision()), observed.status(),
          record.hold().map(Hold::text).orElse(reason(record)));
    });
    return table.text(console.width());
  }

  /** Why the newest revision failed, where it did. */
  private static String reason(DaemonRecord record) {
    return record.revisions().stream().findFirst()
        .filter(newest -> newest.status() == RevisionStatus.FAILED).map(newest -> newest.reason()).orElse("");
  }
}
