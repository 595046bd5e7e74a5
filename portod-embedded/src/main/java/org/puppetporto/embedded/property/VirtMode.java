package org.puppetporto.embedded.property;

import java.util.Set;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/**
 * How much of an own system the container is. {@code docker} and {@code fuse} are old words for {@code app}.
 */
final class VirtMode extends Setting {
  private static final Set<String> MODES = Set.of("app", "os", "job", "host");
  private static final Set<String> OLD_MODES = Set.of("docker", "fuse");

  VirtMode() {
    super("virt_mode", "Kind of container: app, os, job, host", Forms.STATIC, (c, value) -> canonical(value),
        c -> c.isRoot() ? "host" : "app");
  }

  private static String canonical(String value) {
    if (!MODES.contains(value) && !OLD_MODES.contains(value)) {
      throw PortoFailure.invalidValue("Unknown: " + value);
    }
    return OLD_MODES.contains(value) ? "app" : value;
  }

  @Override
  public void set(Container container, Client client, String value) {
    super.set(container, client, value);
    if (sharesNamespaces(container)) {
      container.setting(Isolate.NAME, "false");
    }
  }

  /** Whether the mode rules out namespaces of its own. */
  static boolean sharesNamespaces(Container container) {
    String mode = container.setting("virt_mode");
    return "host".equals(mode) || "job".equals(mode);
  }
}
