package org.puppetporto.embedded.life;

import java.util.Map;
import org.puppetporto.embedded.model.Container;

/** What a container with {@code virt_mode=os} gets where nothing was set. */
final class OsMode {
  private static final Map<String, String> DEFAULTS = Map.of("command", "/sbin/init", "stdout_path",
      "/dev/null",
      "stderr_path", "/dev/null", "cwd", "/", "net", "none");
  private static final int ROOT = 0;

  private OsMode() {}

  static void fillIn(Container container) {
    DEFAULTS.forEach((property, value) -> {
      if (!container.isExplicit(property)) {
        container.setting(property, value);
      }
    });
    container.clearSetting("user");
    container.task(container.task().withUid(ROOT).withGid(ROOT));
  }
}
