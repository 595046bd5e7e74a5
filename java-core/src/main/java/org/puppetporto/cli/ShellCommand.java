package org.puppetporto.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shell}: a shell inside a daemon's container. */
@CommandLine.Command(name = "shell",
    description = "A shell inside a daemon's container, with its user, working directory and environment: "
        + "Bash where the container has it, else sh.")
final class ShellCommand extends FreeCommand {
  private static final List<String> SHELLS = List.of("/bin/bash", "/bin/sh");

  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Option(names = {"-u", "--user"}, paramLabel = "USER", description = "Another user than the daemon's.")
  private String user;

  ShellCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws PortoException, IOException, CommandFailure {
    Inside inside = new Inside(host, console, name, Optional.ofNullable(user));
    for (String shell : SHELLS) {
      try {
        return inside.run(List.of(shell), console.terminal());
      } catch (PortoException e) {
        if (e.code() != ErrorCode.INVALID_COMMAND) {
          throw e;
        }
      }
    }
    throw new CommandFailure("there is neither " + String.join(" nor ", SHELLS) + " in container " + name
        + "; run what there is with: porto-daemon exec " + name + " -- COMMAND");
  }
}
