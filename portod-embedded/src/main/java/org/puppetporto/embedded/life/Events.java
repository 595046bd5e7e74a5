package org.puppetporto.embedded.life;

import org.puppetporto.embedded.model.Container;

/** Gets told whenever a container's state or label changed. Must not block. */
public interface Events {
  /** @param label a label, or {@code exit_code} or {@code start_error}, or "" for the bare state */
  void changed(Container container, String label, String value);
}
