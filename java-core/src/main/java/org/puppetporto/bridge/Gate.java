package org.puppetporto.bridge;

import java.util.Optional;

/** What a server that is shared by several callers asks before it answers one of them. */
public interface Gate {
  /** For a caller's own core: whoever started it may do everything. */
  Gate OPEN = new Gate() {
    @Override
    public Optional<String> outdated(String version) {
      return Optional.empty();
    }

    @Override
    public Optional<String> refusal() {
      return Optional.empty();
    }
  };

  /**
   * Why this server is not to be used by a caller of another version; empty when it may be.
   *
   * @param version the caller's
   */
  Optional<String> outdated(String version);

  /** Why this caller may not change anything; empty when it may. */
  Optional<String> refusal();

  /** Whether this caller may say for whom it asks, for others to read. */
  default boolean speaksForOthers() {
    return false;
  }
}
