package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.puppetporto.status.StartReadiness;

/** Rolls a daemon back in a process of its own. Each of its steps is told in a line, in the form of the bridge. */
final class RollbackProcess {
  private RollbackProcess() {}

  public static void main(String[] args) throws EngineException {
    try (Engine engine = Engine.open(System.getenv(), new StartReadiness())) {
      engine.operator().rollback(args[0], "answers slowly", RollbackProcess::tell);
    }
  }

  private static void tell(String daemon, String action, String text, int percent) {
    try {
      System.out.println(JSON.std.asString(
          Map.of("method", "progress", "params", Map.of("name", daemon, "action", action))));
      System.out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
