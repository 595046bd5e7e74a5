package org.puppetporto.cli;

import java.util.List;
import org.puppetporto.bridge.CoreVersion;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code porto-daemon} without a command: its help. */
@CommandLine.Command(name = "porto-daemon", versionProvider = RootCommand.Version.class,
    description = "Runs Porto daemons as declared: deb packages and a command in a Porto container.",
    footer = {"", "porto-daemon bridge serves the Puppet provider on standard input and output."})
final class RootCommand implements Runnable {
  @Option(names = {"-h", "--help"}, usageHelp = true, scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Shows the version.")
  private boolean version;

  @Spec
  private CommandSpec spec;

  private final Console console;

  RootCommand(Console console) {
    this.console = console;
  }

  static List<Command> commands(Host host, Console console) {
    return List.of(
        new ApplyCommand(host, console),
        new PlanCommand(host, console),
        new ValidateCommand(host, console),
        new StatusCommand(host, console),
        new ReportCommand(host, console),
        new SpecCommand(host, console),
        new HistoryCommand(host, console),
        new LogsCommand(host, console),
        new ExecCommand(host, console),
        new ShellCommand(host, console),
        new RestartCommand(host, console),
        new UpdateCommand(host, console),
        new RollbackCommand(host, console),
        new StopCommand(host, console),
        new StartCommand(host, console),
        new RetryCommand(host, console),
        new MaintenanceCommand(host, console),
        new AdoptCommand(host, console),
        new PurgeCommand(host, console),
        new BootCommand(host, console),
        new AgentCommand(host, console),
        new DoctorCommand(host, console),
        new HelpCommand(host, console),
        new CompletionCommand(host, console),
        new ManCommand(host, console),
        new SchemaCommand(host, console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  /** The jar's version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"porto-daemon " + CoreVersion.text()};
    }
  }
}
