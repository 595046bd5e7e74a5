package org.puppetporto.embedded.property;

import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** The command line as one text. Setting it forgets the argv. */
final class Command extends Property {
  static final String NAME = "command";

  Command() {
    super(NAME, "Command line", Forms.STATIC);
  }

  @Override
  public String get(Container container, Client client) {
    String command = container.setting(NAME);
    return command == null ? "" : command;
  }

  @Override
  public void set(Container container, Client client, String value) {
    checkLength(value.length());
    container.setting(NAME, value);
    container.markExplicit(NAME, true);
    container.argv(List.of());
    container.markExplicit(CommandArgv.NAME, false);
  }

  static void checkLength(int length) {
    if (length > ProcessProperties.MAX_COMMAND) {
      throw PortoFailure.invalidValue("Command too long, max " + ProcessProperties.MAX_COMMAND);
    }
  }
}
