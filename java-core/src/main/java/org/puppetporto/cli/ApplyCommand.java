package org.puppetporto.cli;

import java.util.List;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Inputs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine;

/** {@code apply}: brings daemons to their definitions. One that fails does not hold up the others. */
@CommandLine.Command(name = "apply",
    description = "Brings daemons to their definitions, and says what became of them.")
final class ApplyCommand extends Command {
  @Mixin
  private InputOptions input;

  ApplyCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    Inputs inputs = input.read(host, console);
    inputs.errors().forEach(console::error);
    List<Definition> definitions = PuppetsOwn.yield(inputs, input.isDirectory(), host, console);
    Operating operating = host.operating();
    operating.declare(definitions);
    int worst = inputs.errors().isEmpty() ? Exit.OK : Exit.FAILED;
    for (Definition definition : definitions) {
      worst = Math.max(worst, apply(operating, definition));
    }
    return worst;
  }

  private int apply(Operating operating, Definition definition) throws EngineException {
    try {
      int code = Running.change(console, progress -> operating.apply(definition, progress));
      new PuppetsDaemons(host.paths().stateDir()).forget(definition.name());
      return code;
    } catch (EngineException e) {
      return Running.failed(e, console);
    }
  }
}
