package org.puppetporto.cli;

import java.util.Map;
import org.puppetporto.spec.property.DidYouMean;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: the same as {@code --help}, for those who begin with it. */
@CommandLine.Command(name = "help", description = "Shows the help of a command, or all commands.")
final class HelpCommand extends FreeCommand {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private String name;

  @Spec
  private CommandSpec spec;

  HelpCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws CommandFailure {
    CommandLine root = spec.root().commandLine();
    Map<String, CommandLine> commands = root.getSubcommands();
    if (name != null && !commands.containsKey(name)) {
      String hint = DidYouMean.hint(name, commands.keySet());
      throw new UsageFailure("there is no command '" + name + "'"
          + (hint.isEmpty() ? "; porto-daemon --help shows all" : hint));
    }
    (name == null ? root : commands.get(name)).usage(console.out());
    return Exit.OK;
  }
}
