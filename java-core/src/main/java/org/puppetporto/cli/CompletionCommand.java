package org.puppetporto.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a completion script made from the commands themselves. */
@CommandLine.Command(name = "completion", description = "Prints completion for Bash.")
final class CompletionCommand extends Command {
  @Spec
  private CommandSpec spec;

  CompletionCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("porto-daemon", spec.root().commandLine()));
    return Exit.OK;
  }
}
