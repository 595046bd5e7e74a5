package org.puppetporto.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Hold;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.Observed;
import org.puppetporto.engine.RevisionStatus;
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
    Observation seen = host.engine().observe();
    SortedMap<String, Observed> daemons = new TreeMap<>();
    for (String daemon : seen.managed()) {
      if (name == null || name.equals(daemon)) {
        daemons.put(daemon, host.engine().observed(daemon));
      }
    }
    if (name != null && daemons.isEmpty()) {
      throw new CommandFailure("there is no daemon " + name + " on this host; see: porto-daemon status");
    }
    seen.host().unknown().forEach(console::warning);
    console.out().print(format == OutputFormat.TABLE ? table(daemons, seen) : format.text(structured(daemons, seen)));
    return Exit.OK;
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
          Outcomes.brief(observed.revision()), observed.status(),
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
