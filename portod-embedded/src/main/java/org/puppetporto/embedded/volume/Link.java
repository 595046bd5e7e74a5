package org.puppetporto.embedded.volume;

import java.nio.file.Path;

/**
 * A container's hold on a volume; without any the volume is destroyed.
 *
 * @param container by name
 * @param target where the container sees the volume, by its own root; "" for nowhere in particular
 * @param seen the same on the host; null while it is not mounted there
 */
public record Link(String container, String target, boolean readOnly, boolean required, Path seen) {
  /** One that is not mounted. */
  public Link(String container, String target, boolean readOnly, boolean required) {
    this(container, target, readOnly, required, null);
  }

  Link of(String otherContainer) {
    return new Link(otherContainer, target, readOnly, required, seen);
  }

  Link seenAt(Path host) {
    return new Link(container, target, readOnly, required, host);
  }
}
