package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * How a client sees volumes: it calls paths as they are below the root directory of its container, and
 * containers by the names of its namespace.
 *
 * @param root of the client's container, on the host
 * @param home name of the client's container, as it calls it
 * @param names from full names of containers to the client's
 */
record View(Path root, String home, UnaryOperator<String> names) {
  static final View HOST = new View(Path.of("/"), "/", UnaryOperator.identity());

  /** The host's path of what the client calls so. */
  Path resolve(String path) {
    return Path.of(root + "/" + path).normalize();
  }

  /** What the client calls a path of the host; "" when it is outside of its root. */
  String compose(Path host) {
    return host.startsWith(root) ? "/" + root.relativize(host) : "";
  }

  /** The same for what may be a name instead of a path. */
  String composeIfPath(String pathOrName) {
    return pathOrName.startsWith("/") ? compose(Path.of(pathOrName)) : pathOrName;
  }

  String resolveIfPath(String pathOrName) {
    return pathOrName.startsWith("/") ? resolve(pathOrName).toString() : pathOrName;
  }
}
