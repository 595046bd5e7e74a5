package org.puppetporto.cli;

import org.puppetporto.spec.Inputs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine;

/** {@code validate}: checks definitions; needs neither Porto nor root. */
@CommandLine.Command(name = "validate", description = "Checks definitions; asks neither Porto nor apt.")
final class ValidateCommand extends FreeCommand {
  @Mixin
  private InputOptions input;

  ValidateCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws CommandFailure {
    Inputs inputs = input.read(host, console);
    inputs.definitions().forEach(definition -> console.out().println(
        definition.origin() + ": " + definition.name() + " is valid (" + definition.ensure().word() + ")"));
    inputs.errors().forEach(console::error);
    return inputs.errors().isEmpty() ? Exit.OK : Exit.FAILED;
  }
}
