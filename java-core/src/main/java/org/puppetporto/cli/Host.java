package org.puppetporto.cli;

import java.util.Map;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.status.StartReadiness;

/** This host, as commands reach it; nothing is opened before it is needed. */
final class Host implements AutoCloseable {
  private final Map<String, String> environment;
  private Engine engine;
  private PortoClient porto;

  Host(Map<String, String> environment) {
    this.environment = environment;
  }

  HostPaths paths() {
    return HostPaths.from(environment);
  }

  Engine engine() {
    if (engine == null) {
      engine = Engine.open(environment, new StartReadiness());
    }
    return engine;
  }

  PortoClient porto() {
    if (porto == null) {
      porto = Porto.connect(paths().portoSocket(), Deadlines.DEFAULT);
    }
    return porto;
  }

  HostState stored() throws EngineException {
    return new StateStore(paths().stateDir()).read();
  }

  DefinitionReader reader() {
    return new DefinitionReader(PropertyCatalogue.standard());
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
    if (porto != null) {
      porto.close();
    }
  }
}
