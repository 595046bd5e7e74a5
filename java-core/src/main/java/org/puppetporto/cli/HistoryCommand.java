package org.puppetporto.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.engine.Deed;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.RevisionRecord;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history}: the revisions of a daemon, who did what to it, and what differs between two revisions. */
@CommandLine.Command(name = "history",
    description = "Shows a daemon's revisions, newest first, and who did what to it, when and why.")
final class HistoryCommand extends Command {
  private static final int LEAST_DIGITS = 4;

  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Option(names = "--diff", arity = "0..2", paramLabel = "REVISION",
      description = "What differs between two revisions, each by its first digits; between the last two "
          + "when none is given, between that and the newest when one is. After NAME.")
  private List<String> diff;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = FormatNames.class,
      defaultValue = "table",
      description = "table, json or yaml; the last two have the top-level key portoDaemons.")
  private OutputFormat format;

  HistoryCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    List<RevisionRecord> revisions = host.stored().daemon(name).revisions();
    if (revisions.isEmpty()) {
      throw Unknown.daemon(name, host);
    }
    if (diff != null) {
      diff.removeIf(String::isEmpty);
      console.out().print(difference(revisions));
      return Exit.OK;
    }
    List<Deed> deeds = host.engine().operator().history(name);
    console.out().print(format == OutputFormat.TABLE
        ? tables(revisions, deeds) : format.text(Map.of(name, structured(revisions, deeds))));
    return Exit.OK;
  }

  private String difference(List<RevisionRecord> revisions) throws CommandFailure {
    if (diff.isEmpty()) {
      if (revisions.size() < 2) {
        throw new CommandFailure(name + " has one revision alone; there is nothing to compare it with");
      }
      return RevisionDiff.text(revisions.get(1), revisions.get(0));
    }
    RevisionRecord before = find(revisions, diff.get(0));
    RevisionRecord after = diff.size() > 1 ? find(revisions, diff.get(1)) : revisions.get(0);
    return RevisionDiff.text(before, after);
  }

  private RevisionRecord find(List<RevisionRecord> revisions, String digits) throws CommandFailure {
    List<RevisionRecord> found = revisions.stream()
        .filter(revision -> digits.length() >= LEAST_DIGITS && revision.id().startsWith(digits)).toList();
    if (found.size() != 1) {
      throw new CommandFailure("\"" + digits + "\" names "
          + (found.isEmpty() ? "no revision" : "several revisions") + " of " + name + "; give at least "
          + LEAST_DIGITS + " digits of one that porto-daemon history "
          + name + " shows");
    }
    return found.get(0);
  }

  private String tables(List<RevisionRecord> revisions, List<Deed> deeds) {
    Table table = new Table("REVISION", "STATUS", "SINCE", "VERSION", "WHO", "REASON", "FROM");
    for (RevisionRecord revision : revisions) {
      table.row(Running.brief(revision.id()), revision.status().name(), seconds(revision.at()),
          version(revision), who(revision, deeds), revision.reason(), origin(revision));
    }
    return table.text(console) + (deeds.isEmpty() ? "" : "\n" + deeds(deeds, console));
  }

  /** Who did what, newest first. */
  static String deeds(List<Deed> deeds, Console console) {
    Table table = new Table("WHEN", "WHO", "WHAT", "REVISION", "OUTCOME", "WHY");
    for (int i = deeds.size() - 1; i >= 0; i--) {
      Deed deed = deeds.get(i);
      table.row(seconds(deed.at()), deed.who(), deed.what(), Running.brief(deed.revision()),
          deed.failure().isEmpty() ? "ok" : "failed",
          deed.failure().isEmpty() ? deed.why() : deed.why() + ": " + deed.failure());
    }
    return table.text(console);
  }

  private static Map<String, Object> structured(List<RevisionRecord> revisions, List<Deed> deeds) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("revisions", revisions.stream().map(revision -> {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("revision", revision.id());
      entry.put("status", revision.status().name());
      entry.put("since", revision.at().toString());
      entry.put("version", version(revision));
      entry.put("who", who(revision, deeds));
      entry.put("reason", revision.reason());
      entry.put("origin", origin(revision));
      return entry;
    }).toList());
    out.put("deeds", deeds.stream().map(deed -> {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("at", deed.at().toString());
      entry.put("who", deed.who());
      entry.put("what", deed.what());
      entry.put("why", deed.why());
      entry.put("revision", deed.revision());
      entry.put("failure", deed.failure());
      return entry;
    }).toList());
    return out;
  }

  /** Who brought the daemon to it last; "" when that was before deeds were noted. */
  private static String who(RevisionRecord revision, List<Deed> deeds) {
    Optional<Deed> last = deeds.stream()
        .filter(deed -> !deed.revision().isEmpty() && deed.revision().equals(revision.id()))
        .reduce((earlier, later) -> later);
    return last.map(Deed::who).orElse("");
  }

  static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String origin(RevisionRecord revision) {
    return String.valueOf(revision.document().getOrDefault("origin", ""));
  }

  private static String version(RevisionRecord revision) {
    return revision.document().get("meta") instanceof Map<?, ?> meta && meta.get("version") != null
        ? String.valueOf(meta.get("version")) : "";
  }
}
