package org.puppetporto.spec.property;

/**
 * When Porto lets a property be changed. What the running portod says in its {@code propertyList}
 * comes first; this is the fallback (Porto 5.3.59, {@code TProperty::CanSet}).
 */
public enum ChangeKind {
  /** In every state, also in {@code dead}. */
  ANY_STATE,
  /** On a running container, not on a dead one. */
  LIVE,
  /** Only while the container is stopped. */
  RESTART
}
