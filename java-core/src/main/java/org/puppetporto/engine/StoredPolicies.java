package org.puppetporto.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies of stored definitions, each once. A store may hold thousands of revisions, and nearly all of them were
 * declared under the same few policies. For several threads.
 */
final class StoredPolicies {
  private final Map<Map<String, Object>, Map<String, Object>> known = new ConcurrentHashMap<>();

  /**
   * Puts the known policy in place of an equal one.
   *
   * @param definition a definition as a document, just read: it is changed, and is nobody else's yet
   * @return that definition
   */
  Map<String, Object> share(Map<String, Object> definition) {
    if (definition.get("spec") instanceof Map<?, ?> spec && spec.get("policy") instanceof Map<?, ?>) {
      Map<String, Object> policy = SmallMap.of(Documents.map(spec.get("policy")));
      Map<String, Object> before = known.putIfAbsent(policy, policy);
      Documents.map(spec).put("policy", before == null ? policy : before);
    }
    return definition;
  }
}
