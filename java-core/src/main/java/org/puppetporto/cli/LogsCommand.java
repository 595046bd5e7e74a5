package org.puppetporto.cli;

import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.Output;
import org.puppetporto.porto.OutputPosition;
import org.puppetporto.porto.PortoException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what a daemon wrote. Porto keeps it until the container is stopped. */
@CommandLine.Command(name = "logs",
    description = "Shows what a daemon wrote; standard error unless told otherwise.")
final class LogsCommand extends FreeCommand {
  private static final long GLANCE_MILLIS = 500;

  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Option(names = "--stdout", description = "Its standard output.")
  private boolean stdout;

  @Option(names = "--stderr", description = "Its standard error; the default.")
  private boolean stderr;

  @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "The last N lines.")
  private Integer lines;

  @Option(names = {"-f", "--follow"},
      description = "Goes on as the daemon writes, across restarts, until interrupted.")
  private boolean follow;

  private boolean shown;

  LogsCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws PortoException, CommandFailure, InterruptedException {
    if (stdout && stderr) {
      throw new UsageFailure("write one of --stdout and --stderr");
    }
    if (lines != null && lines < 0) {
      throw new UsageFailure("-n " + lines + ": give how many lines, 0 or more");
    }
    KeptOutput output = output(stdout ? "stdout" : "stderr");
    OutputPosition position = kept(output);
    while (follow && !console.out().checkError()) {
      Thread.sleep(GLANCE_MILLIS);
      position = more(output, position);
    }
    return Exit.OK;
  }

  private KeptOutput output(String stream) {
    return new KeptOutput(host.porto(), name, stream);
  }

  /** Shows what there is now. */
  private OutputPosition kept(KeptOutput output) throws PortoException, CommandFailure {
    try {
      OutputPosition position = lines == null ? output.all(this::show) : output.last(lines, this::show);
      if (!follow && !shown && (lines == null || lines > 0)) {
        nothing();
      }
      return position;
    } catch (PortoException e) {
      throw explained(e);
    }
  }

  /** An empty answer is none to somebody who looks for the cause; the other stream may have it. */
  private void nothing() {
    String other = stdout ? "stderr" : "stdout";
    boolean[] there = new boolean[1];
    try {
      output(other).all(bytes -> there[0] |= bytes.length > 0);
    } catch (PortoException e) {
      // What was asked for has been shown.
      return;
    }
    console.warning(name + " has written nothing to its " + (stdout ? "stdout" : "stderr")
        + (there[0] ? "; for what it wrote to the other one add --" + other : ""));
  }

  /** Shows what came since. A daemon that is being restarted or made anew is waited for. */
  private OutputPosition more(KeptOutput kept, OutputPosition position) throws PortoException {
    try {
      Output output = kept.after(position);
      if (output.lost() > 0) {
        console.warning(output.lost() + " bytes were dropped by portod before they were read; a larger "
            + "stdout_limit keeps more");
      }
      show(output.bytes());
      return output.next();
    } catch (PortoException e) {
      if (gone(e)) {
        return position;
      }
      throw e;
    }
  }

  private void show(byte[] bytes) {
    shown |= bytes.length > 0;
    console.out().write(bytes, 0, bytes.length);
    console.out().flush();
  }

  private static boolean gone(PortoException e) {
    return e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST || e.code() == ErrorCode.INVALID_STATE;
  }

  private CommandFailure explained(PortoException e) throws PortoException {
    if (e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
      return Unknown.container(name, host);
    }
    if (e.code() == ErrorCode.INVALID_STATE) {
      return new CommandFailure(name + " is stopped, and Porto forgets at a stop what was written;"
          + " see: porto-daemon history " + name);
    }
    if (e.code() == ErrorCode.INVALID_DATA) {
      return new CommandFailure("what " + name + " writes does not go to Porto (" + e.getMessage()
          + "); look where its stdout_path and stderr_path lead");
    }
    throw e;
  }
}
