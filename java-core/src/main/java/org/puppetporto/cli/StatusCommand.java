package org.puppetporto.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.engine.EngineException;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how daemons are, as Porto, dpkg and the state store say now. */
@CommandLine.Command(name = "status", description = "Shows how daemons are.")
final class StatusCommand extends Command {
  private static final double LEAST_SECONDS = 0.1;
  private static final double MOST_SECONDS = 3600;
  /** To the upper left corner, and away with what is below. */
  private static final String HOME = "\033[H";
  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this daemon.")
  private String name;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "table",
      description = "table, json or yaml; the last two have the top-level key portoDaemons.")
  private OutputFormat format;

  @Option(names = {"-w", "--watch"}, arity = "0..1", paramLabel = "SECONDS", fallbackValue = "2",
      description = "Looks again every so many seconds, 2 unless given, until interrupted: on a terminal the "
          + "view is drawn anew, elsewhere it is written whenever something has changed. After NAME.")
  private Double watch;

  StatusCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure, InterruptedException {
    Optional<AgentClient> agent = host.agent();
    if (agent.isPresent()) {
      return told(agent.get().status());
    }
    StatusView view = new StatusView(host, console, format);
    if (watch != null) {
      return watch(view);
    }
    HostStatus status = host.status().read();
    status.unknown().forEach(console::warning);
    console.out().print(view.text(status, wanted(status)));
    return Exit.OK;
  }

  /** What the agent tells a user to whom the state store is closed. */
  private int told(Map<String, Object> documents) throws CommandFailure {
    if (watch != null) {
      throw new CommandFailure("--watch looks for itself, and needs root; leave it out, or use sudo");
    }
    if (name != null && !documents.containsKey(name)) {
      throw missing();
    }
    documents.keySet().removeIf(other -> name != null && !other.equals(name));
    console.out().print(StatusView.text(documents, format, console));
    return Exit.OK;
  }

  private CommandFailure missing() {
    return new CommandFailure("there is no daemon " + name + " on this host; see: porto-daemon status");
  }

  /** Portod may go away and come back meanwhile; then what the store knows is shown, and why. */
  private int watch(StatusView view) throws EngineException, CommandFailure, InterruptedException {
    if (!(watch >= LEAST_SECONDS && watch <= MOST_SECONDS)) {
      throw new CommandFailure("--watch " + watch + ": give seconds from " + LEAST_SECONDS + " to "
          + (int) MOST_SECONDS);
    }
    String before = "";
    console.out().print(console.terminal() ? HOME + CLEAR_BELOW : "");
    while (!console.out().checkError()) {
      HostStatus status = host.status().readAnyhow();
      List<DaemonStatus> daemons = wanted(status);
      String essence = StatusView.essence(status, daemons);
      if (console.terminal()) {
        draw(status, view.text(status, daemons));
      } else if (!essence.equals(before)) {
        status.problem().ifPresent(console::warning);
        console.out().print((before.isEmpty() ? "" : separator()) + view.text(status, daemons));
        console.out().flush();
      }
      before = essence;
      Thread.sleep(Duration.ofNanos((long) (watch * 1e9)).toMillis());
    }
    return Exit.OK;
  }

  /** Between two documents. JSON needs none. */
  private String separator() {
    switch (format) {
      case TABLE:
        return "\n";
      case YAML:
        return "---\n";
      default:
        return "";
    }
  }

  private void draw(HostStatus status, String text) {
    StringBuilder out = new StringBuilder(HOME);
    out.append(status.at().truncatedTo(ChronoUnit.SECONDS)).append("  every ").append(watch)
        .append(" s, Ctrl-C ends").append(CLEAR_LINE).append('\n');
    status.problem().ifPresent(why -> out.append(why).append(CLEAR_LINE).append('\n'));
    // One line more would scroll the first ones away.
    long room = Math.max(console.height() - 2 - status.problem().stream().count(), 1);
    text.lines().limit(room).forEach(line -> out.append(line).append(CLEAR_LINE).append('\n'));
    console.out().print(out.append(CLEAR_BELOW));
    console.out().flush();
  }

  private List<DaemonStatus> wanted(HostStatus status) throws CommandFailure {
    List<DaemonStatus> daemons =
        status.daemons().stream().filter(daemon -> name == null || name.equals(daemon.name())).toList();
    if (name != null && daemons.isEmpty()) {
      throw missing();
    }
    return daemons;
  }
}
