package org.puppetporto.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.spec.property.PropertyValue;

/** What the revision declared that a container was made for; pure. */
final class Before {
  /** The very revision that is declared now: it says the same, so that nothing of it need be read or kept. */
  private static final Before SAME = new Before(true, Map.of());
  private static final Before UNKNOWN = new Before(false, Map.of());

  private final boolean same;
  private final Map<String, Object> document;
  private final Set<String> others;

  private Before(boolean same, Map<String, Object> document) {
    this.same = same;
    this.document = document;
    this.others = DefinitionDocument.propertyNames(document);
  }

  /** @param made the stored revision that the container was made for; empty when that is not known */
  static Before of(Optional<RevisionRecord> made, Desired desired) {
    if (made.isEmpty()) {
      return UNKNOWN;
    }
    return made.get().id().equals(desired.revision())
        ? SAME : new Before(false, made.get().document());
  }

  /** The canonical text that it declared for a property that is declared now; empty when it was silent. */
  Optional<String> text(String property, PropertyValue now) {
    return same ? Optional.of(now.canonical())
        : Optional.ofNullable(DefinitionDocument.properties(document).get(property));
  }

  /** The properties that it declared, where they may be others than those declared now. */
  Set<String> others() {
    return others;
  }
}
