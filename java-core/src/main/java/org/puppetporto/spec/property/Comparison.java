package org.puppetporto.spec.property;

/** What a read-back says about a declared value. */
public enum Comparison {
  /** Equal canonical forms mean the same setting, different ones a different setting. */
  EXACT,
  /** Porto adds to the value: what was declared must be contained in what is read. */
  SUPERSET,
  /** Porto reads back what came of the value on this host, so only a part of it can be checked. */
  EFFECTIVE,
  /** Porto reads back salted digests: see {@link SecretDigests}. */
  SECRET_DIGEST,
  /** Nothing that Porto reads back tells whether this value was set. */
  NONE
}
