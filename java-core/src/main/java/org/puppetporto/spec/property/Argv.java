package org.puppetporto.spec.property;

import java.util.List;

/**
 * A command as an exact list of arguments. It is sent as a list: Porto's text form drops empty
 * arguments and trims padded ones.
 */
public final class Argv implements PropertyValue {
  private final List<String> arguments;
  /** The texts, once somebody has asked. */
  private String canonical;
  private String text;

  /** @param arguments the command and its arguments, in order, byte for byte */
  public Argv(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  /** The command and its arguments, in order, byte for byte. */
  public List<String> arguments() {
    return arguments;
  }

  /** A JSON array, in which every argument can be told apart. */
  @Override
  public String canonical() {
    if (canonical == null) {
      canonical = json();
    }
    return canonical;
  }

  /** Porto's text form, as it is read back. */
  String text() {
    if (text == null) {
      text = PortoText.join(arguments, '\t');
    }
    return text;
  }

  private String json() {
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
  public boolean equals(Object other) {
    return other instanceof Argv argv && arguments.equals(argv.arguments);
  }

  @Override
  public int hashCode() {
    return arguments.hashCode();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
