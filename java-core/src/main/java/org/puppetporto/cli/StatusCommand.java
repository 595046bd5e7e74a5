package org.puppetporto.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.engine.EngineException;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how daemons are, as Porto, dpkg and the state store say now. */
@CommandLine.Command(name = "status",
    description = "Shows how daemons are: a table, or one of them at length.")
final class StatusCommand extends Command {
  private static final double LEAST_SECONDS = 0.1;
  private static final double MOST_SECONDS = 3600;
  /** To the upper left corner, and away with what is below. */
  private static final String HOME = "\033[H";
  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  @Parameters(arity = "0..1", paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "Only this daemon, and at length.")
  private String name;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = FormatNames.class,
      description = "table, json or yaml; the last two have the top-level key portoDaemons.")
  private OutputFormat format;

  @Option(names = {"-w", "--watch"}, arity = "0..1", paramLabel = "SECONDS", fallbackValue = "2",
      preprocessor = NumberNext.class,
      description = "Looks again every so many seconds, 2 unless given, until interrupted: on a terminal the "
          + "view is drawn anew, elsewhere it is written whenever something has changed.")
  private Double watch;

  StatusCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  Needs needs() {
    return Needs.STORE_OR_AGENT;
  }

  @Override
  public Integer call() throws EngineException, CommandFailure, InterruptedException {
    Optional<AgentClient> needed = host.agent();
    if (needed.isPresent()) {
      return told(needed.get().status());
    }
    if (watch != null) {
      return watch();
    }
    Optional<AgentClient.Told> told = askedOfAgent();
    return told.isPresent() ? told(told.get()) : looked();
  }

  /** What the agent knows, who has it read already; empty where this process is to look itself, and say why. */
  private Optional<AgentClient.Told> askedOfAgent() {
    try {
      Optional<AgentClient> agent = host.agentIfUsable();
      return agent.isPresent() ? Optional.of(agent.get().status()) : Optional.empty();
    } catch (EngineException e) {
      // Porto is out of reach, say, of which the look tells with what the store knows; or the agent has just ended.
      return Optional.empty();
    }
  }

  private int looked() throws EngineException, CommandFailure {
    HostStatus status = host.status().readAnyhow();
    status.unknown().forEach(console::warning);
    console.out().print(text(StatusView.documents(host, wanted(status))));
    background();
    status.problem().ifPresent(console::error);
    return status.problem().isPresent() ? Exit.PORTO_UNREACHABLE : Exit.OK;
  }

  /** What the agent tells; to a user to whom the state store is closed, it is all there is. */
  private int told(AgentClient.Told told) throws EngineException, CommandFailure {
    if (watch != null) {
      throw new CommandFailure("--watch looks for itself, and needs root; leave it out, or use sudo");
    }
    told.unknown().forEach(console::warning);
    Map<String, Object> documents = told.daemons();
    missing(documents.keySet());
    documents.keySet().removeIf(other -> name != null && !other.equals(name));
    console.out().print(text(documents));
    if (host.storeIsOpen()) {
      background();
    }
    return Exit.OK;
  }

  /** What the status of one daemon has no room for. */
  private void background() throws EngineException {
    if (name != null && format == null) {
      console.out().print(new Background(host, console).text(name));
    }
  }

  private void missing(Set<String> known) throws CommandFailure {
    if (name != null && !known.contains(name)) {
      throw Unknown.daemon(name, known);
    }
  }

  private String text(Map<String, Object> documents) {
    StatusView view = new StatusView(console);
    if (format == null) {
      return name == null ? view.table(documents) : view.details(documents);
    }
    return format == OutputFormat.TABLE ? view.table(documents) : format.text(documents);
  }

  /** Portod may go away and come back meanwhile; then what the store knows is shown, and why. */
  private int watch() throws EngineException, CommandFailure, InterruptedException {
    if (!(watch >= LEAST_SECONDS && watch <= MOST_SECONDS)) {
      throw new UsageFailure("--watch " + watch + ": give seconds from " + LEAST_SECONDS + " to "
          + (int) MOST_SECONDS);
    }
    String before = "";
    console.out().print(console.terminal() ? HOME + CLEAR_BELOW : "");
    while (!console.out().checkError()) {
      HostStatus status = wanted(host.status().readAnyhow());
      String essence = StatusView.essence(status, status.daemons());
      if (console.terminal()) {
        draw(status, text(StatusView.documents(host, status)));
      } else if (!essence.equals(before)) {
        status.problem().ifPresent(console::warning);
        console.out().print((before.isEmpty() ? "" : separator()) + text(StatusView.documents(host, status)));
        console.out().flush();
      }
      before = essence;
      Thread.sleep(Duration.ofNanos((long) (watch * 1e9)).toMillis());
    }
    return Exit.OK;
  }

  /** Between two documents. JSON needs none. */
  private String separator() {
    if (format == OutputFormat.YAML) {
      return "---\n";
    }
    return format == OutputFormat.JSON ? "" : "\n";
  }

  private void draw(HostStatus status, String text) {
    StringBuilder out = new StringBuilder(HOME);
    out.append(status.at().truncatedTo(ChronoUnit.SECONDS)).append("  every ").append(watch)
        .append(" s, Ctrl-C ends").append(CLEAR_LINE).append('\n');
    List<String> problem = status.problem().map(why -> Fold.lines(why, console.width())).orElse(List.of());
    problem.forEach(line -> out.append(line).append(CLEAR_LINE).append('\n'));
    // One line more would scroll the first ones away.
    long room = Math.max(console.height() - 2 - problem.size(), 1);
    text.lines().limit(room).forEach(line -> out.append(line).append(CLEAR_LINE).append('\n'));
    console.out().print(out.append(CLEAR_BELOW));
    console.out().flush();
  }

  private HostStatus wanted(HostStatus status) throws CommandFailure {
    if (name == null) {
      return status;
    }
    List<DaemonStatus> daemons =
        status.daemons().stream().filter(daemon -> name.equals(daemon.name())).toList();
    if (daemons.isEmpty()) {
      throw Unknown.daemon(name, status.daemons().stream().map(DaemonStatus::name).toList());
    }
    return new HostStatus(status.at(), status.problem(), daemons, status.unknown());
  }
}
