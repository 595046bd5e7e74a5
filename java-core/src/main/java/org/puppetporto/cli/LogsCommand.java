package org.puppetporto.cli;

import java.io.ByteArrayOutputStream;
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
final class LogsCommand extends Command {
  private static final long GLANCE_MILLIS = 500;
  private static final int CHUNK = 1 << 20;

  @Parameters(paramLabel = "NAME", description = "The daemon.")
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

  LogsCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws PortoException, CommandFailure, InterruptedException {
    if (stdout && stderr) {
      throw new CommandFailure("write one of --stdout and --stderr");
    }
    String stream = stdout ? "stdout" : "stderr";
    OutputPosition position = kept(stream);
    while (follow && !console.out().checkError()) {
      Thread.sleep(GLANCE_MILLIS);
      position = more(stream, position);
    }
    return Exit.OK;
  }

  /** Shows what there is now. */
  private OutputPosition kept(String stream) throws PortoException, CommandFailure {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    OutputPosition position = OutputPosition.START;
    try {
      Output output;
      do {
        output = Output.read(host.porto(), name, stream, position, CHUNK);
        position = output.next();
        if (lines == null) {
          show(output.bytes(), 0);
        } else {
          all.writeBytes(output.bytes());
        }
      } while (output.bytes().length > 0);
    } catch (PortoException e) {
      throw explained(e);
    }
    byte[] bytes = all.toByteArray();
    show(bytes, lines == null ? 0 : tail(bytes, Math.max(lines, 0)));
    return position;
  }

  /** Shows what came since. A daemon that is being restarted or made anew is waited for. */
  private OutputPosition more(String stream, OutputPosition position) throws PortoException {
    try {
      Output output = Output.read(host.porto(), name, stream, position, CHUNK);
      if (output.lost() > 0) {
        console.warning(output.lost() + " bytes were dropped by portod before they were read; a larger "
            + "stdout_limit keeps more");
      }
      show(output.bytes(), 0);
      return output.next();
    } catch (PortoException e) {
      if (gone(e)) {
        return position;
      }
      throw e;
    }
  }

  private void show(byte[] bytes, int from) {
    console.out().write(bytes, from, bytes.length - from);
    console.out().flush();
  }

  private static boolean gone(PortoException e) {
    return e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST || e.code() == ErrorCode.INVALID_STATE;
  }

  private CommandFailure explained(PortoException e) throws PortoException {
    if (e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
      return new CommandFailure("there is no container " + name + "; see: porto-daemon status");
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

  /** Where the last lines begin; a line end at the very end ends the last of them. */
  private static int tail(byte[] bytes, int lines) {
    int from = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    for (int line = 0; line < lines && from >= 0; line++) {
      do {
        from--;
      } while (from >= 0 && bytes[from] != '\n');
    }
    return lines == 0 ? bytes.length : Math.max(from + 1, 0);
  }
}
