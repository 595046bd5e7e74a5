package org.puppetporto.bridge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Operator;
import org.puppetporto.engine.Progress;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.Cursors;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;

/** What the command line asks of an agent, beside what a Puppet run asks. */
final class OperatorMethods {
  static final Set<String> READING = Set.of("show");
  static final Set<String> CHANGING = Set.of("stop", "start", "update", "retry", "rollback", "maintain", "release");

  private final Engine engine;
  private final Path stateDir;

  OperatorMethods(Engine engine, Path stateDir) {
    this.engine = engine;
    this.stateDir = stateDir;
  }

  Map<String, Object> call(String method, Map<String, Object> params, Progress progress)
      throws BridgeException, EngineException {
    if (method.equals("show")) {
      return show();
    }
    Operator operator = engine.operator();
    String name = Methods.text(params, "name");
    String why = String.valueOf(params.getOrDefault("reason", ""));
    switch (method) {
      case "stop":
        return Wire.outcome(operator.stop(name, engine.who(), why, progress));
      case "start":
        return Wire.outcome(operator.start(name, why, progress));
      case "update":
        return Wire.outcome(operator.update(name, why, progress));
      case "retry":
        return Wire.outcome(operator.retry(name, why, progress));
      case "rollback":
        return Wire.outcome(operator.rollback(name, why, progress));
      case "maintain":
        operator.maintain(name, engine.who(), why);
        return Map.of();
      default:
        operator.release(name);
        return Map.of();
    }
  }

  private Map<String, Object> show() throws EngineException {
    HostStatus host = new StatusReader(engine, StartReadiness.of(engine), Clock.systemUTC()).read();
    Cursor reported = new Cursors(stateDir).read(Cursors.REPORT);
    Map<String, Object> daemons = new LinkedHashMap<>();
    for (DaemonStatus daemon : host.daemons()) {
      daemons.put(daemon.name(), Wire.status(Optional.of(engine.observed(daemon.name())), daemon, reported));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("daemons", daemons);
    out.put("unknown", host.unknown());
    return out;
  }
}
