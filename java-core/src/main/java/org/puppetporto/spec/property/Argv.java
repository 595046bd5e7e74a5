package org.puppetporto.spec.property;

import java.util.List;

/**
 * A command as an exact list of arguments. It is sent as a list: Porto's text form drops empty
 * arguments and trims padded ones.
 *
 * @param arguments the command and its arguments, in order, byte for byte
 */
public record Argv(List<String> arguments) implements PropertyValue {
  public Argv {
    arguments = List.copyOf(arguments);
  }

  /** A JSON array, in which every argument can be told apart. */
  @Override
  public String canonical() {
    StringBuilder out = new StringBuilder("[");
    for (String argument : arguments) {
      if (out.length() > 1) {
        out.append(',');
      }
      JsonText.quote(argument, out);
    }
    return out.append(']').toString();
  }

  @Override
  public Object plain() {
    return arguments;
  }

  @Override
  public String toString() {
    return canonical();
  }
}
