package org.puppetporto.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man}: the manual page, made from the commands themselves. */
@CommandLine.Command(name = "man", description = "Prints the manual page, porto-daemon(8).")
final class ManCommand extends FreeCommand {
  @Spec
  private CommandSpec spec;

  ManCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    console.out().print(ManPage.of(spec.root()));
    return Exit.OK;
  }
}
