package org.puppetporto.apt;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a program: an argv list, a given environment, an empty stdin, a deadline. */
final class Tool {
  private static final File NOTHING = new File("/dev/null");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long GLANCE_MILLIS = 20;
  /** How a program ends that Ctrl-C ended: 128 and SIGINT. */
  private static final int CTRL_C = 130;
  /** Longer than it takes us to end of the same Ctrl-C. */
  private static final Duration OUR_END = Duration.ofSeconds(1);

  private final Map<String, String> environment;

  Tool(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The same with one variable changed. */
  Tool with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Tool(changed);
  }

  /** What a program said, stdout and stderr in their order, and how it ended. */
  record Outcome(int exit, List<String> lines) {
    boolean ok() {
      return exit == 0;
    }
  }

  /** A program that may be killed at its deadline, or with us, without harm. */
  Outcome read(List<String> argv, Path directory, Duration deadline, Consumer<String> onLine)
      throws AptException {
    Process process = start(builder(argv).directory(directory.toFile()), argv);
    long end = System.nanoTime() + deadline.toNanos();
    List<String> lines = new ArrayList<>();
    Consumer<String> kept = lines::add;
    try (Tail tail = new Tail(process.getInputStream(), kept.andThen(onLine))) {
      while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        tail.advance();
        if (System.nanoTime() - end > 0) {
          // Before it is killed, since that closes what it writes into.
          tail.finish();
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
          throw late(argv, deadline, "it was killed; nothing was changed", lines);
        }
      }
      tail.finish();
      int exit = process.exitValue();
      if (exit == CTRL_C) {
        // It ends us as well: what is cut off is not to be taken for a failure that was dealt with.
        Thread.sleep(OUR_END.toMillis());
      }
      return new Outcome(exit, lines);
    } catch (IOException e) {
      throw new AptException(AptException.Reason.TOOL, "cannot read what " + named(argv) + " says: " + e, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(argv, e);
    }
  }

  /**
   * A program that must be able to outlive us: it gets a session of its own, so that Ctrl-C does not reach
   * it, and writes to a file, since a pipe without a reader would kill maintainer scripts half-way.
   */
  Outcome work(List<String> argv, Path log, Duration deadline, Consumer<String> onLine)
      throws AptException {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(argv);
    ProcessBuilder.Redirect append = ProcessBuilder.Redirect.appendTo(log.toFile());
    long before = log.toFile().length();
    Process process = start(builder(detached).redirectOutput(append), argv);
    long end = System.nanoTime() + deadline.toNanos();
    List<String> lines = new ArrayList<>();
    try (Tail tail = Tail.of(log, before, onLine.andThen(lines::add))) {
      while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        tail.advance();
        if (System.nanoTime() > end) {
          end(process);
          tail.finish();
          throw late(argv, deadline, "the programs it ran were ended, innermost first", lines);
        }
      }
      tail.finish();
      return new Outcome(process.exitValue(), lines);
    } catch (IOException e) {
      throw new AptException(AptException.Reason.TOOL, "cannot read " + log + ": " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(argv, e);
    }
  }

  /** Ends the hanging maintainer script first: dpkg and apt-get then note its failure and end in order. */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    all.stream().filter(p -> p.children().findAny().isEmpty()).forEach(ProcessHandle::destroy);
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private ProcessBuilder builder(List<String> argv) {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(NOTHING).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static Process start(ProcessBuilder builder, List<String> argv) throws AptException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AptException(
          AptException.Reason.TOOL,
          "cannot start " + argv.get(0) + ": " + e.getMessage() + "; is apt installed on this host?",
          e);
    }
  }

  private static AptException late(List<String> argv, Duration deadline, String done, List<String> lines) {
    return new AptException(
        AptException.Reason.TIMEOUT,
        named(argv) + " did not end within " + deadline.toSeconds() + " s; " + done
            + AptFailure.lastWords(lines));
  }

  private static AptException interrupted(List<String> argv, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AptException(AptException.Reason.TIMEOUT, "interrupted while waiting for " + named(argv), e);
  }

  private static String named(List<String> argv) {
    return String.join(" ", argv.subList(0, Math.min(argv.size(), 2)));
  }
}
