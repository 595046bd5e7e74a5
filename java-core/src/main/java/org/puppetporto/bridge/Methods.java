package org.puppetporto.bridge;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Progress;
import org.puppetporto.spec.Definition;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;

/** The bridge's methods, each from plain JSON values to plain JSON values. */
final class Methods {
  static final int PROTOCOL = 1;

  /** Nanoseconds of planning after which the caller is told how far it is. */
  private static final long LONGEST_SILENCE = 1_000_000_000;

  private final Supplier<Engine> opening;
  private final String version;
  private final Gate gate;
  private final Optional<Path> stateDir;
  private Engine engine;
  private Optional<String> who = Optional.empty();
  private boolean greeted;
  private boolean noop;
  private boolean asked;
  private boolean observed;
  private boolean prepared;

  /**
   * @param opening asked once, after hello
   * @param stateDir the state store's, for a server that operators ask, too
   */
  Methods(Supplier<Engine> opening, String version, Gate gate, Optional<Path> stateDir) {
    this.opening = opening;
    this.version = version;
    this.gate = gate;
    this.stateDir = stateDir;
  }

  boolean greeted() {
    return greeted;
  }

  /** Whether daemons of a catalog were looked at, not only their status. */
  boolean observed() {
    return observed;
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
    if (engine == null) {
      engine = opening.get();
      who.ifPresent(engine::actingFor);
    }
    switch (method) {
      case "status":
        return status();
      case "observe":
        return observe(params, progress);
      case "plan":
        return plan(params, progress);
      case "execute":
        permit(method);
        return Wire.outcome(engine.execute(definition(params.get("daemon")), progress));
      case "restart":
        permit(method);
        return Wire.outcome(Boolean.TRUE.equals(params.get("as_it_is"))
            ? engine.refresh(text(params, "name"), text(params, "reason"), progress)
            : engine.restart(text(params, "name"), text(params, "reason"), progress));
      default:
        return more(method, params, progress);
    }
  }

  private Map<String, Object> more(String method, Map<String, Object> params, Progress progress)
      throws BridgeException, EngineException {
    boolean changing = OperatorMethods.CHANGING.contains(method);
    if (stateDir.isEmpty() || !changing && !OperatorMethods.READING.contains(method)) {
      throw new BridgeException(BridgeException.METHOD_NOT_FOUND, "there is no method \"" + method
            + "\"; there are hello, status, observe, plan, execute, restart and shutdown");
    }
    if (changing) {
      permit(method);
    }
    return new OperatorMethods(engine, stateDir.get()).call(method, params, progress);
  }

  private void permit(String method) throws BridgeException {
    Optional<String> refusal = gate.refusal();
    if (refusal.isPresent()) {
      throw new BridgeException(BridgeException.NOT_PERMITTED, method + " is not permitted: " + refusal.get());
    }
  }

  private Map<String, Object> hello(Map<String, Object> params) throws BridgeException {
    Object protocol = params.get("protocol");
    if (!(protocol instanceof Number) || ((Number) protocol).intValue() != PROTOCOL) {
      throw new BridgeException(BridgeException.PROTOCOL_MISMATCH, "this core speaks protocol " + PROTOCOL
          + ", the module protocol " + protocol + "; jar and module come from different versions: sync the module again");
    }
    Optional<String> outdated = gate.outdated(String.valueOf(params.get("version")));
    if (outdated.isPresent()) {
      throw new BridgeException(BridgeException.OUTDATED, outdated.get());
    }
    if (gate.speaksForOthers() && params.get("who") instanceof String name && !name.isBlank()) {
      who = Optional.of(name);
    }
    greeted = true;
    noop = gate.refusal().isPresent();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("protocol", PROTOCOL);
    out.put("version", version);
    out.put("pid", ProcessHandle.current().pid());
    return out;
  }

  /** Reads ahead, once somebody has asked for status: who asks for that mostly observes next. */
  void prepare() {
    if (asked && !observed && !prepared) {
      prepared = true;
      engine.prepare();
    }
  }

  /** What is told of daemons to readers who manage nothing. */
  private Map<String, Object> status() throws EngineException {
    asked = true;
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("daemons", new StatusReader(engine, StartReadiness.of(engine), Clock.systemUTC()).readBrief());
    return out;
  }

  private Map<String, Object> observe(Map<String, Object> params, Progress progress)
      throws BridgeException, EngineException {
    Map<String, Object> errors = new TreeMap<>();
    Map<String, Definition> definitions = definitions(params, errors);
    begin(definitions);
    // One who knows no catalog, such as `puppet resource`, has no say in what the catalog declares and claims.
    boolean ofCatalog = params.get("claims") instanceof Map<?, ?>;
    if (ofCatalog) {
      engine.claim(claims((Map<?, ?>) params.get("claims")));
    }
    Set<String> names = new TreeSet<>(definitions.keySet());
    var seen = engine.observe();
    observed = true;
    noop = Boolean.TRUE.equals(params.get("noop")) || gate.refusal().isPresent();
    if (!noop && ofCatalog) {
      engine.storeClaims();
    }
    if (!noop && params.get("declared") instanceof List<?> declared) {
      engine.storeDeclared(declared.stream().map(String::valueOf).toList());
    }
    if (Boolean.TRUE.equals(params.get("instances"))) {
      names.addAll(seen.managed());
    }
    Map<String, Object> daemons = new TreeMap<>();
    for (String name : names) {
      Map<String, Object> observed = Wire.observed(engine.observed(name));
      observed.put("origin", origin(seen.host().daemon(name)));
      daemons.put(name, observed);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("daemons", daemons);
    if (Boolean.TRUE.equals(params.get("plan"))) {
      definitions.keySet().removeAll(errors.keySet());
      out.put("plans", plans(definitions, errors, progress));
    }
    out.put("errors", errors);
    return out;
  }

  /** Where what is CURRENT was declared; null where that is not known. */
  private static Object origin(DaemonRecord record) {
    return record.current().map(revision -> revision.document().get("origin")).orElse(null);
  }

  private static Map<String, String> claims(Map<?, ?> given) {
    Map<String, String> claims = new TreeMap<>();
    given.forEach((name, wanted) -> claims.put(String.valueOf(name), wanted == null ? "" : String.valueOf(wanted)));
    return claims;
  }

  /** Of a caller whom nobody knows, no more is remembered than its last message, however long it goes on asking. */
  private void begin(Map<String, Definition> definitions) throws EngineException {
    if (gate.refusal().isPresent()) {
      engine.forgetDeclared();
    }
    engine.declare(definitions.values());
  }

  private Map<String, Object> plan(Map<String, Object> params, Progress progress)
      throws BridgeException, EngineException {
    Map<String, Object> errors = new TreeMap<>();
    Map<String, Definition> definitions = definitions(params, errors);
    if (gate.refusal().isPresent()) {
      begin(definitions);
      engine.observe();
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("plans", plans(definitions, errors, progress));
    out.put("errors", errors);
    return out;
  }

  /** Plans by name; one that cannot be made costs only its own daemon. */
  private Map<String, Object> plans(Map<String, Definition> definitions, Map<String, Object> errors,
      Progress progress) throws EngineException {
    Map<String, Object> plans = new TreeMap<>();
    List<DaemonPlan> made = new ArrayList<>();
    long told = System.nanoTime();
    for (Map.Entry<String, Definition> entry : definitions.entrySet()) {
      try {
        // Each may have to ask apt; the caller's deadline is for silence, not for the sum.
        if (System.nanoTime() - told > LONGEST_SILENCE) {
          told = System.nanoTime();
          progress.report(entry.getKey(), "plan " + entry.getKey(), "", -1);
        }
        DaemonPlan plan = engine.plan(entry.getValue());
        plans.put(entry.getKey(), Wire.plan(plan));
        made.add(plan);
      } catch (EngineException e) {
        if (e.fault() == Fault.PORTO_UNREACHABLE) {
          throw e;
        }
        errors.put(entry.getKey(), e.getMessage());
      }
    }
    if (!noop) {
      engine.storeWaiting(made);
    }
    return plans;
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

  static String text(Map<String, Object> params, String key) throws BridgeException {
    Object value = params.get(key);
    if (!(value instanceof String)) {
      throw new BridgeException(BridgeException.INVALID_PARAMS, "\"" + key + "\" is not a text");
    }
    return (String) value;
  }
}
