package org.puppetporto.embedded.property;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.State;

/** The resolver's configuration: {@code default}, {@code inherit}, {@code keep}, or lines by semicolons. */
final class ResolvConf extends Property {
  private static final String NAME = "resolv_conf";

  ResolvConf() {
    super(NAME, "Resolver configuration: default, keep, or lines by semicolons", Forms.DYNAMIC);
  }

  @Override
  public String get(Container container, Client client) {
    String lines = lines(container);
    if (!lines.isEmpty()) {
      return lines.replace('\n', ';');
    }
    if (container.isExplicit(NAME)) {
      return "keep";
    }
    return atHostRoot(container) ? "inherit" : "default";
  }

  @Override
  public void set(Container container, Client client, String value) {
    boolean keepNow = container.isExplicit(NAME) ? lines(container).isEmpty() : atHostRoot(container);
    boolean inherit = value.equals("inherit");
    boolean keepThen = value.isEmpty() || value.equals("keep") || inherit && atHostRoot(container);
    if (container.state() != State.STOPPED && keepNow != keepThen) {
      throw PortoFailure.invalidState("Cannot enable/disable resolv.conf overriding in runtime");
    }
    if (value.equals("default") || inherit) {
      container.clearSetting(NAME);
      return;
    }
    container.setting(NAME, value.equals("keep") ? "" : value.replace(';', '\n'));
    container.markExplicit(NAME, true);
  }

  private static String lines(Container container) {
    String lines = container.setting(NAME);
    return lines == null ? "" : lines;
  }

  private static boolean atHostRoot(Container container) {
    String root = container.setting("root");
    return root == null || root.equals("/");
  }
}
