package org.puppetporto.engine;

/** What became of a revision. */
public enum RevisionStatus {
  /** Being applied; found after a run that was cut off. */
  APPLYING,
  CURRENT,
  REMOVED,
  /** Did not get ready, and is not tried again until the definition changes or someone says retry. */
  FAILED
}
