package org.puppetporto.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spec}: the definitions that are in effect, without their secrets. */
@CommandLine.Command(name = "spec", description = "Shows the definitions in effect, secrets left out.")
final class SpecCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "Only this daemon.")
  private String name;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = FormatNames.class,
      defaultValue = "yaml",
      description = "json or yaml, with the top-level key portoDaemons.")
  private OutputFormat format;

  SpecCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    if (format == OutputFormat.TABLE) {
      throw new UsageFailure("a definition is no table; write -o json or -o yaml");
    }
    Map<String, Object> daemons = new LinkedHashMap<>();
    for (DaemonRecord record : host.stored().daemons().values()) {
      if (name == null || name.equals(record.name())) {
        record.current().ifPresent(revision -> daemons.put(record.name(), document(revision)));
      }
    }
    if (name != null && !host.stored().daemons().containsKey(name)) {
      throw Unknown.daemon(name, host);
    }
    console.out().print(format.text(daemons));
    return Exit.OK;
  }

  private static Map<String, Object> document(RevisionRecord revision) {
    Map<String, Object> document = new LinkedHashMap<>(revision.document());
    document.put("revision", revision.id());
    if (document.get("spec") instanceof Map<?, ?> spec
        && spec.get("env_secret") instanceof Map<?, ?> secrets) {
      Map<Object, Object> shown = new LinkedHashMap<>(spec);
      Map<Object, Object> redacted = new LinkedHashMap<>();
      secrets.keySet().forEach(variable -> redacted.put(variable, "[redacted]"));
      shown.put("env_secret", redacted);
      document.put("spec", shown);
    }
    return document;
  }
}
