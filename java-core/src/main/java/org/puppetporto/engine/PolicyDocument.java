package org.puppetporto.engine;

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

  static Map<String, Object> of(Policy policy) {
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

  private static Map<?, ?> in(Map<String, Object> document) {
    return document.get("spec") instanceof Map<?, ?> spec && spec.get("policy") instanceof Map<?, ?> policy
        ? policy : Map.of();
  }

  /** Whether what the daemon writes goes to syslog. */
  static boolean syslog(Map<String, Object> document) {
    return Boolean.TRUE.equals(in(document).get("syslog"));
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
