package org.puppetporto.porto;

import java.util.List;
import java.util.Map;

/**
 * A volume as portod lists it.
 *
 * @param path where it is mounted
 * @param properties its properties in Porto's string form, by name
 * @param links what holds it; it is destroyed with the last of them
 */
public record Volume(String path, Map<String, String> properties, List<Link> links) {
  /**
   * A container that holds a volume.
   *
   * @param container its name
   * @param target where the volume is mounted inside it; "" for nowhere
   * @param required whether the container cannot run without it
   * @param readOnly whether it is mounted read-only there
   */
  public record Link(String container, String target, boolean required, boolean readOnly) {
    /** Holds the volume, and mounts it nowhere. */
    public static Link anonymous(String container) {
      return new Link(container, "", false, false);
    }
  }
}
