package org.puppetporto.embedded.property;

import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;

/** Namespaces of its own for processes, IPC and host name. */
final class Isolate extends Setting {
  static final String NAME = "isolate";

  Isolate() {
    super(NAME, "Own namespaces for processes, IPC and host name", Forms.STATIC, Isolate::checked,
        c -> "true");
  }

  private static String checked(Container container, String value) {
    if (Flags.parse(value) && VirtMode.sharesNamespaces(container)) {
      throw PortoFailure.invalidValue("isolate=true incompatible with virt_mode");
    }
    return value;
  }
}
