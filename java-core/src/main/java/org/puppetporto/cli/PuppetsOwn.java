package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Inputs;

/**
 * A daemon that Puppet declares and a file declares, too, is Puppet's: a directory's definition of it is
 * left out with a warning, one given by hand is applied with a warning.
 */
final class PuppetsOwn {
  private PuppetsOwn() {}

  static List<Definition> yield(Inputs inputs, boolean directory, Host host, Console console)
      throws EngineException {
    HostState stored = host.stored();
    PuppetsDaemons noted = new PuppetsDaemons(host.paths().stateDir());
    List<Definition> kept = new ArrayList<>();
    for (Definition definition : inputs.definitions()) {
      boolean puppets = noted.declares(definition.name(), stored);
      if (puppets) {
        console.warning(definition.origin() + ": " + definition.name() + " is declared by Puppet, too; "
            + (directory ? "the file is left out. Remove it, or the daemon from Hiera"
                : "Puppet's next run brings its own definition back"));
      }
      if (!puppets || !directory) {
        kept.add(definition);
      }
    }
    return kept;
  }
}
