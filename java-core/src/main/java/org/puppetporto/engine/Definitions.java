package org.puppetporto.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.apt.DebArchitecture;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.RenderedSpec;
import org.puppetporto.spec.property.DidYouMean;
import org.puppetporto.spec.property.PropertyCatalogue;

/** Definitions as front doors send them and as the state store keeps them. */
final class Definitions {
  /** Stands in for a spec that is not there, so that name and ensure are read by the one reader. */
  private static final Map<String, Object> ANY_SPEC = Map.of("properties", Map.of("cmd", List.of("true")));

  private final DefinitionReader reader;
  private final StateStore store;

  Definitions(PropertyCatalogue catalogue, StateStore store) {
    this.reader = new DefinitionReader(catalogue);
    this.store = store;
  }

  /** Reads a document; one without a spec means the stored one, with its own ensure and version. */
  Definition read(Object document, String origin) throws EngineException {
    if (!(document instanceof Map<?, ?> map) || map.containsKey("spec") || !map.containsKey("meta")) {
      return parse(document, origin);
    }
    Map<Object, Object> whole = new LinkedHashMap<>(map);
    whole.put("spec", ANY_SPEC);
    Definition bare = parse(whole, origin);
    return bare.ensure().removes() ? parse(document, origin) : asStored(bare);
  }

  private Definition parse(Object document, String origin) throws EngineException {
    try {
      return reader.read(document, origin);
    } catch (DefinitionException e) {
      throw new EngineException(Fault.DEFINITION, e.getMessage(), "", e);
    }
  }

  private Definition asStored(Definition bare) throws EngineException {
    Optional<Desired> stored = stored(store.read().daemon(bare.name()).current());
    if (stored.isEmpty()) {
      throw new EngineException(Fault.DEFINITION, bare.origin() + ": spec: there is none, and daemon "
          + bare.name() + " is not known on this host; declare its properties");
    }
    Definition known = stored.get().definition();
    String version = bare.version().isEmpty() ? known.version() : bare.version();
    return new Definition(known.name(), bare.ensure(), version, known.properties(), known.packages(),
        known.envSecret(), known.policy(), known.health(), bare.origin());
  }

  /**
   * Gives a definition its identity on this host. A package that names the host's own architecture is the one
   * without: two names would be two claims on it, and replacing one by the other would purge it.
   */
  Desired desire(Definition declared) throws EngineException {
    Definition definition = declared.with(plain(declared));
    if (definition.ensure().removes()) {
      return new Desired(definition, "");
    }
    byte[] key = definition.envSecret().isEmpty() ? new byte[0] : store.key();
    return new Desired(definition, RenderedSpec.of(definition, key).revision());
  }

  private static SortedMap<String, String> plain(Definition declared) throws EngineException {
    SortedMap<String, String> packages = declared.packages();
    for (Map.Entry<String, String> entry : declared.packages().entrySet()) {
      String name = DebArchitecture.withoutOwn(entry.getKey());
      if (name.equals(entry.getKey())) {
        continue;
      }
      packages = new TreeMap<>(packages);
      packages.remove(entry.getKey());
      String other = packages.putIfAbsent(name, entry.getValue());
      if (other != null && !other.equals(entry.getValue())) {
        throw new EngineException(Fault.DEFINITION, declared.origin() + ": spec.packages: "
            + entry.getKey() + " " + entry.getValue() + " and " + name + " " + other
            + " are one package on this host; leave one of the two out");
      }
    }
    return packages;
  }

  /** The definition of a stored revision; empty when only its packages are known. */
  Optional<Desired> stored(Optional<RevisionRecord> revision) throws EngineException {
    if (revision.isEmpty() || !revision.get().applicable()) {
      return Optional.empty();
    }
    return Optional.of(new Desired(parse(revision.get().document(), "state store"), revision.get().id()));
  }

  /**
   * The CURRENT definition of a daemon that is to be kept; empty when it has none any more.
   *
   * @throws EngineException when only its packages are known
   */
  Optional<Desired> toKeep(DaemonRecord record) throws EngineException {
    Optional<Desired> current = stored(record.current());
    if (current.isEmpty() && record.current().isPresent()) {
      throw new EngineException(Fault.REFUSED, record.name()
          + ": its definition was lost with the state store; run Puppet, or apply its file");
    }
    return current;
  }

  /** The CURRENT definition of a daemon; of one that never came up, the one that was tried. */
  Desired current(String name) throws EngineException {
    DaemonRecord record = known(store.read(), name);
    Optional<RevisionRecord> newest = record.current().or(() -> record.revisions().stream().findFirst()
        .filter(revision -> revision.status() == RevisionStatus.FAILED));
    return stored(newest).orElseThrow(() -> new EngineException(Fault.REFUSED, "daemon " + name
        + " has no CURRENT revision on this host; apply its definition first"));
  }

  /** The definition to restart a daemon with: the one that waits, else the CURRENT one. */
  Desired latest(String name) throws EngineException {
    Optional<Desired> pending = pending(store.read().daemon(name));
    return pending.isPresent() ? pending.get() : current(name);
  }

  /** The changed definition that waits. */
  Optional<Desired> pending(DaemonRecord record) throws EngineException {
    if (record.pending().isEmpty()) {
      return Optional.empty();
    }
    Pending pending = record.pending().get();
    return Optional.of(new Desired(parse(pending.document(), "state store"), pending.revision()));
  }

  /** What the store knows of a daemon that must be known. */
  static DaemonRecord known(HostState state, String name) throws EngineException {
    DaemonRecord record = state.daemon(name);
    if (record.revisions().isEmpty()) {
      throw new EngineException(Fault.REFUSED, unknown(name, state));
    }
    return record;
  }

  private static String unknown(String name, HostState state) {
    String hint = DidYouMean.hint(name, state.daemons().keySet());
    return "daemon " + name + " is not known here" + (hint.isEmpty() ? "; porto-daemon status shows all" : hint);
  }
}
