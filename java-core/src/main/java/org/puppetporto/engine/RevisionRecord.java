package org.puppetporto.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Health;

/**
 * One revision of a daemon in the state store.
 *
 * @param id 40 hex digits
 * @param status what became of it
 * @param at when it got this status
 * @param reason why, for humans
 * @param document the definition as a document (see {@link DefinitionDocument}); empty when only the
 *     container's compact copy was left
 * @param packages pinned version by package
 */
public record RevisionRecord(
    String id,
    RevisionStatus status,
    Instant at,
    String reason,
    Map<String, Object> document,
    SortedMap<String, String> packages) {
  /** How the reason of a revision begins that another one has replaced. */
  static final String REPLACED = "replaced by ";
  /** How the reason of a revision begins that a person left. */
  static final String LEFT = "rolled back by ";

  public RevisionRecord {
    document = SmallMap.of(document);
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
  }

  RevisionRecord with(RevisionStatus newStatus, Instant when, String why) {
    return new RevisionRecord(id, newStatus, when, why, document, packages);
  }

  /** How one knows that it is well; {@link Health#NONE} when that is not known. */
  public Health health() {
    Object spec = document.get("spec");
    return spec instanceof Map<?, ?> map ? DefinitionReader.health(map.get("health")) : Health.NONE;
  }

  /** Whether it is to run. */
  public boolean wantsRunning() {
    return Ensure.RUNNING.word().equals(DefinitionDocument.ensure(document));
  }

  /** {@code meta.version} of its definition; "" when that has none, or is not known. */
  public String version() {
    return DefinitionDocument.version(document);
  }

  /**
   * How long a process has to live to count as ready; empty when changes may have to wait for a window or a
   * person, and when the definition does not say.
   */
  public Optional<Duration> minUptimeOfPrompt() {
    return PolicyDocument.promptly(document);
  }

  /** Whether it was CURRENT until another one took its place. */
  boolean replaced() {
    return status == RevisionStatus.REMOVED && reason.startsWith(REPLACED);
  }

  /** Whether a person left it for the revision before. */
  boolean leftByHand() {
    return status == RevisionStatus.FAILED && reason.startsWith(LEFT);
  }

  /** Whether the definition itself is known, so that it can be applied again. */
  boolean applicable() {
    return !document.isEmpty();
  }
}
