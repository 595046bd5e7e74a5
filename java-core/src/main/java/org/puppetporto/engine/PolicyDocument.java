package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.spec.Policy;

/** A definition's {@code policy} as the state store keeps it: whole, with the defaults it had. */
final class PolicyDocument {
  private PolicyDocument() {}

  /** One for all definitions that are silent about it. */
  private static final Map<String, Object> DEFAULT = SmallMap.of(made(Policy.DEFAULT));

  static Map<String, Object> of(Policy policy) {
    return policy == Policy.DEFAULT ? DEFAULT : made(policy);
  }

  private static Map<String, Object> made(Policy policy) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("stop_timeout", DefinitionDocument.seconds(policy.stopTimeout()));
    document.put("ready_timeout", DefinitionDocument.seconds(policy.readyTimeout()));
    document.put("min_uptime", DefinitionDocument.seconds(policy.minUptime()));
    document.put("rollback", policy.rollback());
    document.put("update_strategy", word(policy.updateStrategy()));
    document.put("restart_policy", word(policy.restartPolicy()));
    if (!policy.restartWindow().isEmpty()) {
      document.put("restart_window", policy.restartWindow());
    }
    document.put("unsupported", word(policy.unsupported()));
    document.put("adopt", policy.adopt());
    document.put("purge_preexisting", policy.purgePreexisting());
    document.put("allow_downgrade", policy.allowDowngrade());
    document.put("change_held", policy.changeHeld());
    document.put("conffiles", word(policy.conffiles()));
    document.put("suppress_services", policy.suppressServices());
    document.put("syslog", policy.syslog());
    return document;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The policy that a stored document holds; an empty one when it holds none. */
  static Map<?, ?> in(Map<String, Object> document) {
    return document.get("spec") instanceof Map<?, ?> spec && spec.get("policy") instanceof Map<?, ?> policy
        ? policy : Map.of();
  }

  /** Whether what the daemon writes goes to syslog. */
  static boolean syslog(Map<String, Object> document) {
    return Boolean.TRUE.equals(in(document).get("syslog"));
  }

  /**
   * How long a process has to live to count as ready, where changes never wait for anything but an operator;
   * empty where they may, and where the document does not say.
   */
  static Optional<Duration> promptly(Map<String, Object> document) {
    Map<?, ?> policy = in(document);
    return is(policy, "restart_policy", Policy.RestartPolicy.NOW) && policy.get("min_uptime") instanceof Number seconds
        ? Optional.of(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)))
        : Optional.empty();
  }

  /**
   * One key of a policy that is not as stored.
   *
   * @param was as it was stored; empty when it was not there
   * @param becomes as it is declared; empty when it is not there any more
   */
  record Change(String key, Optional<String> was, Optional<String> becomes) {}

  /** What a stored document says otherwise; what a store of an older version does not say is the default. */
  static List<Change> changes(Map<String, Object> document, Policy policy) {
    return unchanged(in(document), policy) ? List.of() : compared(document, policy);
  }

  /** Whether each key is stored as it is declared, as nearly always; seen without making texts of them. */
  private static boolean unchanged(Map<?, ?> was, Policy policy) {
    Object window = was.get("restart_window");
    return is(was, "stop_timeout", policy.stopTimeout()) && is(was, "ready_timeout", policy.readyTimeout())
        && is(was, "min_uptime", policy.minUptime()) && is(was, "rollback", policy.rollback())
        && is(was, "update_strategy", policy.updateStrategy()) && is(was, "restart_policy", policy.restartPolicy())
        && (window == null ? policy.restartWindow().isEmpty() : window.equals(policy.restartWindow()))
        && is(was, "unsupported", policy.unsupported()) && is(was, "adopt", policy.adopt())
        && is(was, "purge_preexisting", policy.purgePreexisting())
        && is(was, "allow_downgrade", policy.allowDowngrade()) && is(was, "change_held", policy.changeHeld())
        && is(was, "conffiles", policy.conffiles()) && is(was, "suppress_services", policy.suppressServices())
        && is(was, "syslog", policy.syslog());
  }

  private static boolean is(Map<?, ?> was, String key, boolean flag) {
    return was.get(key) instanceof Boolean stored && stored == flag;
  }

  private static boolean is(Map<?, ?> was, String key, Enum<?> word) {
    return was.get(key) instanceof String stored && stored.equalsIgnoreCase(word.name());
  }

  private static boolean is(Map<?, ?> was, String key, Duration duration) {
    return duration.toNanosPart() == 0 && was.get(key) instanceof Number stored
        && stored.doubleValue() == duration.toSeconds();
  }

  private static List<Change> compared(Map<String, Object> document, Policy policy) {
    Map<String, String> was = texts(of(Policy.DEFAULT));
    was.putAll(texts(in(document)));
    Map<String, String> becomes = texts(of(policy));
    List<Change> changes = new ArrayList<>();
    for (String key : Policy.KEYS.stream().sorted().toList()) {
      Optional<String> before = Optional.ofNullable(was.get(key));
      Optional<String> after = Optional.ofNullable(becomes.get(key));
      if (!before.equals(after)) {
        changes.add(new Change(key, before, after));
      }
    }
    return changes;
  }

  private static Map<String, String> texts(Map<?, ?> document) {
    Map<String, String> texts = new LinkedHashMap<>();
    document.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }
}
