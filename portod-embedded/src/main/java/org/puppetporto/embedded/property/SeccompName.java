package org.puppetporto.embedded.property;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** The name of a seccomp profile of the daemon's configuration; this daemon has none. */
final class SeccompName extends Property {
  SeccompName() {
    super("seccomp_name", "Name of a seccomp profile", Forms.STATIC);
  }

  @Override
  public String get(Container container, Client client) {
    return "";
  }

  @Override
  public void set(Container container, Client client, String value) {
    throw PortoFailure.invalidValue("unkown seccomp profile " + value);
  }
}
