package org.puppetporto.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Progress;
import org.puppetporto.spec.Definition;

/** The bridge's methods, each from plain JSON values to plain JSON values. */
final class Methods {
  static final int PROTOCOL = 1;

  private final Engine engine;
  private final String version;
  private boolean greeted;

  Methods(Engine engine, String version) {
    this.engine = engine;
    this.version = version;
  }

  Map<String, Object> call(String method, Map<String, Object> params, Progress progress)
      throws BridgeException, EngineException {
    if (method.equals("hello")) {
      return hello(params);
    }
    if (method.equals("shutdown")) {
      return Map.of();
    }
    if (!greeted) {
      throw new BridgeException(BridgeException.INVALID_REQUEST, method + " came before hello; say hello first");
    }
    switch (method) {
      case "observe":
        return observe(params);
      case "plan":
        return plan(params);
      case "execute":
        return Wire.outcome(engine.execute(definition(params.get("daemon")), progress));
      case "restart":
        return Wire.outcome(engine.restart(text(params, "name"), text(params, "reason"), progress));
      default:
        throw new BridgeException(BridgeException.METHOD_NOT_FOUND, "there is no method \"" + method
            + "\"; there are hello, observe, plan, execute, restart and shutdown");
    }
  }

  private Map<String, Object> hello(Map<String, Object> params) throws BridgeException {
    Object protocol = params.get("protocol");
    if (!(protocol instanceof Number) || ((Number) protocol).intValue() != PROTOCOL) {
      throw new BridgeException(BridgeException.PROTOCOL_MISMATCH, "this core speaks protocol " + PROTOCOL
          + ", the module protocol " + protocol + "; jar and module come from different versions: sync the module again");
    }
    greeted = true;
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("protocol", PROTOCOL);
    out.put("version", version);
    out.put("pid", ProcessHandle.current().pid());
    return out;
  }

  private Map<String, Object> observe(Map<String, Object> params) throws BridgeException, EngineException {
    Map<String, Object> errors = new TreeMap<>();
    Map<String, Definition> definitions = definitions(params, errors);
    Map<String, String> claims = new TreeMap<>();
    Object given = params.get("claims");
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, wanted) -> claims.put(String.valueOf(name), wanted == null ? "" : String.valueOf(wanted)));
    }
    declare(definitions, claims, errors);
    Set<String> names = new TreeSet<>(definitions.keySet());
    var seen = engine.observe();
    if (!Boolean.TRUE.equals(params.get("noop"))) {
      engine.storeClaims();
    }
    if (Boolean.TRUE.equals(params.get("instances"))) {
      names.addAll(seen.managed());
    }
    Map<String, Object> daemons = new TreeMap<>();
    for (String name : names) {
      daemons.put(name, Wire.observed(engine.observed(name)));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("daemons", daemons);
    out.put("errors", errors);
    return out;
  }

  private void declare(Map<String, Definition> definitions, Map<String, String> claims, Map<String, Object> errors)
      throws EngineException {
    try {
      engine.declare(definitions.values(), claims);
    } catch (EngineException e) {
      if (e.fault() != Fault.DEFINITION) {
        throw e;
      }
      definitions.keySet().forEach(name -> errors.put(name, e.getMessage()));
    }
  }

  private Map<String, Object> plan(Map<String, Object> params) throws BridgeException, EngineException {
    Map<String, Object> errors = new TreeMap<>();
    Map<String, Object> plans = new TreeMap<>();
    for (Map.Entry<String, Definition> entry : definitions(params, errors).entrySet()) {
      try {
        plans.put(entry.getKey(), Wire.plan(engine.plan(entry.getValue())));
      } catch (EngineException e) {
        if (e.fault() == Fault.PORTO_UNREACHABLE) {
          throw e;
        }
        errors.put(entry.getKey(), e.getMessage());
      }
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("plans", plans);
    out.put("errors", errors);
    return out;
  }

  /** Definitions by name; one that is refused costs only its own daemon. */
  private Map<String, Definition> definitions(Map<String, Object> params, Map<String, Object> errors)
      throws BridgeException, EngineException {
    if (!(params.get("daemons") instanceof List<?> list)) {
      throw new BridgeException(BridgeException.INVALID_PARAMS, "\"daemons\" is not a list of definitions");
    }
    Map<String, Definition> definitions = new LinkedHashMap<>();
    for (Object document : new ArrayList<>(list)) {
      try {
        Definition definition = definition(document);
        definitions.put(definition.name(), definition);
      } catch (EngineException e) {
        if (e.fault() != Fault.DEFINITION) {
          throw e;
        }
        errors.put(nameOf(document), e.getMessage());
      }
    }
    return definitions;
  }

  private static String nameOf(Object document) {
    Object meta = document instanceof Map<?, ?> map ? map.get("meta") : null;
    Object name = meta instanceof Map<?, ?> map ? map.get("name") : null;
    return String.valueOf(name);
  }

  private Definition definition(Object document) throws BridgeException, EngineException {
    if (!(document instanceof Map<?, ?> map)) {
      throw new BridgeException(BridgeException.INVALID_PARAMS, "a definition is missing");
    }
    Object origin = map.get("origin");
    return engine.read(document, origin == null ? "Porto_daemon[" + nameOf(document) + "]" : String.valueOf(origin));
  }

  private static String text(Map<String, Object> params, String key) throws BridgeException {
    Object value = params.get(key);
    if (!(value instanceof String)) {
      throw new BridgeException(BridgeException.INVALID_PARAMS, "\"" + key + "\" is not a text");
    }
    return (String) value;
  }
}
