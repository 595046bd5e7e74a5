package org.puppetporto.porto;

import java.time.Duration;
import org.puppetporto.porto.proto.StoredDescription;

/**
 * A layer or storage in a place.
 *
 * @param name its name
 * @param user whom it belongs to
 * @param group which group it belongs to
 * @param unused how long ago it was used last, in whole seconds
 * @param privateValue what its owner noted on it
 */
public record Stored(String name, String user, String group, Duration unused, String privateValue) {
  static Stored of(StoredDescription description) {
    return new Stored(description.getName(), description.getOwnerUser(), description.getOwnerGroup(),
        Duration.ofSeconds(description.getLastUsage()), description.getPrivateValue());
  }
}
