package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Maps in Porto's text form {@code key: value; key: value}, sorted by key. Porto does not escape what
 * it reads back, so values with a semicolon are refused: they could not be compared.
 */
class MapForm implements Form {
  private final String example;
  private final Form values;

  MapForm(String example, Form values) {
    this.example = example;
    this.values = values;
  }

  @Override
  public Shape shape() {
    return values.shape() == Shape.SIZE ? Shape.SIZES : Shape.MAP;
  }

  @Override
  public String expected() {
    return "a map such as " + example;
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    SortedMap<String, String> entries = new TreeMap<>();
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        put(String.valueOf(entry.getKey()), entry.getValue(), entries);
      }
    } else {
      readText(value, entries);
    }
    return new Entries(entries);
  }

  /** Reads Porto's text form. */
  void readText(Object value, SortedMap<String, String> entries) throws PropertyValueException {
    if (!(value instanceof String)) {
      throw refused(value);
    }
    for (String line : PortoText.split((String) value, ';')) {
      List<String> pair = PortoText.split(line, ':');
      if (pair.size() != 2) {
        throw refused(value);
      }
      put(pair.get(0), pair.get(1), entries);
    }
  }

  /** The canonical form of a key. */
  String key(String key) {
    return key;
  }

  final void put(String key, Object value, SortedMap<String, String> entries) throws PropertyValueException {
    String name = key(PortoText.trim(key));
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf(';') >= 0) {
      throw new PropertyValueException(Natives.quoted(key) + " is no key; write " + expected());
    }
    String text;
    try {
      text = values.parse(value).canonical();
    } catch (PropertyValueException e) {
      throw new PropertyValueException("key " + Natives.quoted(name) + ": " + e.getMessage());
    }
    if (text.isEmpty() || text.indexOf(';') >= 0) {
      throw new PropertyValueException("key " + Natives.quoted(name)
          + ": an empty value, or one with ';', cannot"
          + " be told from others in what Porto reads back; write another");
    }
    entries.put(name, text);
  }

  /** Escapes colons within values, which portod would otherwise take for separators. */
  @Override
  public String wire(PropertyValue value) {
    List<String> lines = new ArrayList<>();
    ((Entries) value).entries().forEach((key, text) -> lines.add(escape(key) + ": " + escape(text)));
    return String.join("; ", lines);
  }

  /** Portod splits twice, at semicolons and then at colons, and unescapes backslashes both times. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\\\\\").replace(":", "\\:");
  }

  @Override
  public PropertyValue read(String readBack) {
    return Entries.read(readBack);
  }
}
