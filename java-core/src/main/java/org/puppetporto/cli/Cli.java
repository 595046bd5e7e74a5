package org.puppetporto.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import org.puppetporto.engine.EngineException;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.property.DidYouMean;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The operator's command line. Errors go to standard error, one line each; see {@link Exit}. */
public final class Cli {
  private Cli() {}

  /** Runs one command in this process's surroundings and gives its exit code. */
  public static int run(String[] args) {
    Console console =
        new Console(System.in, System.out, System.err, System.getenv(), System.console() != null);
    return run(args, console);
  }

  static int run(String[] args, Console console) {
    try (Host host = new Host(console.environment(), console.user(), console::warning)) {
      CommandLine line = new CommandLine(new RootCommand(console));
      for (Command command : RootCommand.commands(host, console)) {
        line.addSubcommand(command);
      }
      // What follows NAME is the inner command's, its options, too.
      line.getSubcommands().get("exec").setStopAtPositional(true);
      line.setOut(new java.io.PrintWriter(console.out(), true));
      line.setErr(new java.io.PrintWriter(console.err(), true));
      line.registerConverter(OutputFormat.class, OutputFormat::read);
      line.setUsageHelpWidth(Math.min(Math.max(console.width(), 60), 110));
      line.setUsageHelpAutoWidth(false);
      line.setColorScheme(CommandLine.Help.defaultColorScheme(
          console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
      line.setExecutionStrategy(parsed -> closed(parsed, host, console)
          ? Exit.FAILED : new CommandLine.RunLast().execute(parsed));
      line.setParameterExceptionHandler(usage(console));
      line.setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, parsed, console));
      int code = line.execute(args);
      console.out().flush();
      return console.out().checkError() ? Exit.FAILED : code;
    }
  }

  /** Tells a user to whom the state store is closed, where the command can do nothing without it. */
  private static boolean closed(ParseResult parsed, Host host, Console console) {
    ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    if (last.isUsageHelpRequested() || !(last.commandSpec().userObject() instanceof Command command)
        || command.needs() == Command.Needs.NOTHING || host.storeIsOpen()) {
      return false;
    }
    boolean agentServes = command.needs() == Command.Needs.STORE_OR_AGENT;
    if (agentServes && Files.exists(host.paths().agentSocket())) {
      return false;
    }
    console.error(host.paths().stateDir() + ": this user may not look into the state store; use sudo"
        + (agentServes ? ", or run the agent, which answers others, too" : ""));
    return true;
  }

  private static IParameterExceptionHandler usage(Console console) {
    return (ParameterException e, String[] args) -> {
      String message = message(e).replace('\n', ' ').replace("is not an int", "is no whole number up to "
          + Integer.MAX_VALUE);
      console.error(Character.toLowerCase(message.charAt(0)) + message.substring(1) + suggestion(e) + "; see: "
          + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
      return Exit.USAGE;
    };
  }

  private static String message(ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty() || unmatched.getUnmatched().get(0).startsWith("-")) {
      return e.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "'" + word + "' is one argument too many" : "there is no command '" + word + "'";
  }

  /** What a word that is not known was probably meant to be. */
  private static String suggestion(ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
    String word = unmatched.getUnmatched().get(0);
    return DidYouMean.hint(word, word.startsWith("-") ? command.optionsMap().keySet()
        : command.subcommands().keySet()).replace("?", "");
  }

  private static int failure(Exception exception, ParseResult parsed, Console console) {
    if (exception instanceof EngineException) {
      EngineException fault = (EngineException) exception;
      Running.tell(fault, console);
      return Exit.of(fault.fault());
    }
    if (exception instanceof DefinitionException) {
      ((DefinitionException) exception).problems().forEach(problem -> console.error(problem.toString()));
      return Exit.FAILED;
    }
    if (exception instanceof PortoException) {
      PortoException fault = (PortoException) exception;
      console.error(fault.getMessage()
          + (fault.unreachable() ? "; is portod running, and is PORTO_SOCKET right?"
          : fault.code() == ErrorCode.PERMISSION ? "; use sudo, or join the group of portod's socket" : ""));
      return fault.unreachable() ? Exit.PORTO_UNREACHABLE : Exit.FAILED;
    }
    if (exception instanceof CommandFailure) {
      console.error(exception.getMessage());
      return exception instanceof UsageFailure ? Exit.USAGE : Exit.FAILED;
    }
    if (exception instanceof InvalidPathException) {
      console.error(exception.getMessage() + "; a name beyond ASCII needs a locale that has it: set LC_ALL=C.UTF-8");
      return Exit.USAGE;
    }
    console.error("a fault of porto-daemon itself, please report it: " + exception);
    return Exit.INTERNAL;
  }
}
