package org.puppetporto.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exec}: a command inside a daemon's container. */
@CommandLine.Command(name = "exec",
    description = "Runs a command inside a daemon's container, with its user, working directory and "
        + "environment; on a terminal when this is one. Exits as the command does.")
final class ExecCommand extends FreeCommand {
  @Parameters(index = "0", paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND",
      description = "The command and its arguments, after a --; no shell looks at them.")
  private List<String> command = new ArrayList<>();

  @Option(names = {"-u", "--user"}, paramLabel = "USER", description = "Another user than the daemon's.")
  private String user;

  @Option(names = {"-T", "--no-terminal"},
      description = "Hands on plain streams even where there is a terminal.")
  private boolean plain;

  ExecCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws PortoException, IOException, CommandFailure {
    List<String> argv = command.get(0).equals("--") ? command.subList(1, command.size()) : command;
    if (argv.isEmpty()) {
      throw new UsageFailure("there is no command; write: porto-daemon exec " + name + " -- COMMAND");
    }
    try {
      return new Inside(host, console, name, Optional.ofNullable(user))
          .run(argv, console.terminal() && !plain);
    } catch (PortoException e) {
      if (e.code() == ErrorCode.INVALID_COMMAND) {
        console.error(e.getMessage());
        return Exit.NO_SUCH_COMMAND;
      }
      throw e;
    }
  }
}
