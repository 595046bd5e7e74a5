package org.puppetporto.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.spec.Policy;

/**
 * Stored policies against declared ones. Pure, but for what it remembers: most daemons of a host share one policy,
 * stored and declared, which need not be compared again for each. One thread at a time.
 */
final class PolicyDiff {
  private Map<?, ?> sameStored;
  private Policy sameDeclared;

  /**
   * What is stored otherwise; nothing when no document is.
   *
   * @param current the CURRENT revision
   */
  List<PolicyDocument.Change> changes(Optional<RevisionRecord> current, Policy declared) {
    if (current.isEmpty() || current.get().document().isEmpty()) {
      return List.of();
    }
    Map<?, ?> stored = PolicyDocument.in(current.get().document());
    if (stored == sameStored && declared == sameDeclared) {
      return List.of();
    }
    List<PolicyDocument.Change> changes = PolicyDocument.changes(current.get().document(), declared);
    if (changes.isEmpty()) {
      sameStored = stored;
      sameDeclared = declared;
    }
    return changes;
  }
}
