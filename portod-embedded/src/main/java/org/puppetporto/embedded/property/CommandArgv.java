package org.puppetporto.embedded.property;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.form.Argv;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.ErrorCode;

/** The command line as a list. Setting it writes a quoted {@code command} as well. */
public final class CommandArgv extends Property {
  static final String NAME = "command_argv";

  CommandArgv() {
    super(NAME, "Command line, word by word, separated by tabs", Forms.STATIC);
  }

  @Override
  public String get(Container container, Client client) {
    return Argv.format(container.argv());
  }

  @Override
  public void set(Container container, Client client, String value) {
    Command.checkLength(value.length());
    setWords(container, Argv.parse(value));
  }

  /** Sets the list exactly; the text form loses empty and padded words. */
  public static void setWords(Container container, List<String> argv) {
    container.argv(argv);
    container.markExplicit(NAME, !argv.isEmpty());
    container.setting(Command.NAME, Argv.quoted(argv));
    container.markExplicit(Command.NAME, true);
  }

  @Override
  public String get(Container container, Client client, String index) {
    int number = index(index);
    if (number >= container.argv().size()) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Invalid index");
    }
    return container.argv().get(number);
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    int number = index(index);
    Command.checkLength(Math.max(number, get(container, client).length() + value.length()));
    List<String> argv = new ArrayList<>(container.argv());
    while (argv.size() <= number) {
      argv.add("");
    }
    argv.set(number, value);
    setWords(container, argv);
  }

  private static int index(String text) {
    try {
      return Math.toIntExact(Numbers.uint64(text));
    } catch (PortoFailure | ArithmeticException e) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Invalid index");
    }
  }
}
