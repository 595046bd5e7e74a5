package org.puppetporto.cli;

import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what a daemon wrote. Porto keeps it until the container is stopped. */
@CommandLine.Command(name = "logs",
    description = "Shows what a daemon wrote; standard error unless told otherwise.")
final class LogsCommand extends Command {
  private static final long GLANCE_MILLIS = 500;

  @Parameters(paramLabel = "NAME", description = "The daemon.")
  private String name;

  @Option(names = "--stdout", description = "Its standard output.")
  private boolean stdout;

  @Option(names = "--stderr", description = "Its standard error; the default.")
  private boolean stderr;

  @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "The last N lines.")
  private int lines = Integer.MAX_VALUE;

  @Option(names = {"-f", "--follow"}, description = "Goes on as the daemon writes, until interrupted.")
  private boolean follow;

  LogsCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws PortoException, CommandFailure, InterruptedException {
    if (stdout && stderr) {
      throw new CommandFailure("write one of --stdout and --stderr");
    }
    String stream = stdout ? "stdout" : "stderr";
    String text = read(stream);
    console.out().print(tail(text, lines));
    console.out().flush();
    while (follow && !console.out().checkError()) {
      Thread.sleep(GLANCE_MILLIS);
      String now = read(stream);
      console.out().print(added(text, now));
      console.out().flush();
      text = now;
    }
    return Exit.OK;
  }

  private String read(String stream) throws PortoException, CommandFailure {
    try {
      return host.porto().get(name, stream);
    } catch (PortoException e) {
      if (e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
        throw new CommandFailure("there is no container " + name + "; see: porto-daemon status");
      }
      if (e.code() == ErrorCode.INVALID_STATE) {
        throw new CommandFailure(name + " is stopped, and Porto forgets at a stop what was written;"
            + " see: porto-daemon history " + name);
      }
      throw e;
    }
  }

  private static String tail(String text, int lines) {
    int from = text.endsWith("\n") ? text.length() - 1 : text.length();
    for (int line = 0; line < lines && from >= 0; line++) {
      from = text.lastIndexOf('\n', from - 1);
    }
    return text.substring(Math.max(from + 1, 0));
  }

  /** What came since; Porto drops the oldest output when there is too much, and all of it at a start. */
  private static String added(String before, String now) {
    if (now.startsWith(before)) {
      return now.substring(before.length());
    }
    for (int dropped = 1; dropped < before.length(); dropped++) {
      if (now.startsWith(before.substring(dropped))) {
        return now.substring(before.length() - dropped);
      }
    }
    return now;
  }
}
