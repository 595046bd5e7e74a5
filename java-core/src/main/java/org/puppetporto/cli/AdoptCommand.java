package org.puppetporto.cli;

import java.util.List;
import org.puppetporto.engine.EngineException;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Inputs;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

/**
 * {@code adopt}: takes over a container that carries nobody's label, as another tool left it. What its
 * definition says differently is brought about like any change.
 */
@CommandLine.Command(name = "adopt",
    description = "Takes over an unlabelled container of a daemon's name, and brings it to its definition.")
final class AdoptCommand extends Command {
  @Parameters(paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon, and the container.")
  private String name;

  @Option(names = {"-f", "--file"}, required = true, paramLabel = "FILE",
      description = "Its definition; - is standard input.")
  private String file;

  AdoptCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    Inputs inputs = InputOptions.readAll(List.of(file), host.reader(), console);
    inputs.errors().forEach(console::error);
    if (inputs.definitions().isEmpty()) {
      return Exit.FAILED;
    }
    Definition definition = inputs.definitions().get(0);
    if (!definition.name().equals(name)) {
      throw new CommandFailure(file + " declares " + definition.name() + ", not " + name
          + "; give the right file");
    }
    Definition adopting = definition.with(definition.policy().adopting());
    return Running.change(console, progress -> host.operating().apply(adopting, progress));
  }
}
