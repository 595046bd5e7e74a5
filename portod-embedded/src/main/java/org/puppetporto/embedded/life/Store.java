package org.puppetporto.embedded.life;

import org.puppetporto.embedded.model.Container;

/** Where containers are written down, so that they survive the endpoint's own restart. */
public interface Store {
  void save(Container container);

  void remove(Container container);
}
