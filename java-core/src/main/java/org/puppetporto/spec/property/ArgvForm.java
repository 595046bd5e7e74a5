package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/** A command as a list of arguments; as text, Porto separates them by tabs. */
final class ArgvForm implements Form {
  @Override
  public Shape shape() {
    return Shape.ARGV;
  }

  @Override
  public String expected() {
    return "a list: the command and its arguments, one text each";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    List<String> arguments = new ArrayList<>();
    if (value instanceof List) {
      for (Object item : (List<?>) value) {
        arguments.add(argument(item, arguments.size()));
      }
      if (!arguments.isEmpty() && arguments.get(0).isEmpty()) {
        throw new PropertyValueException("the command is empty; write " + expected());
      }
    } else {
      arguments.addAll(PortoText.split(Natives.exact(value, expected()), '\t'));
    }
    return new Argv(arguments);
  }

  private String argument(Object item, int index) throws PropertyValueException {
    try {
      return Natives.exact(item, "text");
    } catch (PropertyValueException e) {
      throw new PropertyValueException("argument " + index + ": " + e.getMessage());
    }
  }

  @Override
  public PropertyValue read(String readBack) {
    return new Argv(PortoText.splitExact(readBack, '\t'));
  }

  @Override
  public String wire(PropertyValue value) {
    return ((Argv) value).text();
  }

  /** Portod reads back the text form; only one empty argument reads like no argument at all. */
  @Override
  public boolean same(PropertyValue desired, String readBack) {
    return !readBack.isEmpty() && wire(desired).equals(readBack) || desired.equals(read(readBack));
  }
}
