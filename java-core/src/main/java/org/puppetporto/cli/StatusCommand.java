package org.puppetporto.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.EngineException;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.Cursors;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.StatusDocument;
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
    HostStatus status = host.status();
    List<DaemonStatus> daemons =
        status.daemons().stream().filter(daemon -> name == null || name.equals(daemon.name())).toList();
    if (name != null && daemons.isEmpty()) {
      throw new CommandFailure("there is no daemon " + name + " on this host; see: porto-daemon status");
    }
    status.unknown().forEach(console::warning);
    console.out().print(format == OutputFormat.TABLE ? table(daemons) : format.text(structured(daemons)));
    return Exit.OK;
  }

  private Map<String, Object> structured(List<DaemonStatus> daemons) {
    Cursor reported = new Cursors(host.paths().stateDir()).read(Cursors.REPORT);
    Map<String, Object> out = new LinkedHashMap<>();
    for (DaemonStatus daemon : daemons) {
      Map<String, Object> entry = new LinkedHashMap<>(Wire.observed(host.engine().observed(daemon.name())));
      entry.putAll(StatusDocument.of(daemon, reported));
      out.put(daemon.name(), entry);
    }
    return out;
  }

  private String table(List<DaemonStatus> daemons) {
    Table table = new Table("NAME", "STATE", "READY", "VERSION", "REVISION", "STATUS", "NOTE");
    for (DaemonStatus daemon : daemons) {
      table.row(daemon.name(), daemon.state(), daemon.ready() ? "yes" : "no", daemon.version(),
          Running.brief(daemon.revision()), daemon.status(), daemon.complaint());
    }
    return table.text(console.width());
  }
}
