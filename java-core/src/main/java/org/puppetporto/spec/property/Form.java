package org.puppetporto.spec.property;

import java.util.List;

/** One way of writing a value: what it accepts, its canonical form, and how Porto reads it back. */
interface Form {
  /** What a declared value looks like. */
  Shape shape();

  /** The words that a value may be, or be made of; empty where they are not a fixed set. */
  default List<String> words() {
    return List.of();
  }

  /** What would be right, as a message goes on after "write ". */
  String expected();

  /** Reads a declared value: text as Porto takes it, or a native YAML value. */
  PropertyValue parse(Object value) throws PropertyValueException;

  /** Reads what portod reads back; text that this form does not know is kept as it is. */
  default PropertyValue read(String readBack) {
    try {
      return parse(readBack);
    } catch (PropertyValueException e) {
      return new TextValue(readBack);
    }
  }

  /** The text to send to portod. */
  default String wire(PropertyValue value) {
    return value.canonical();
  }

  /** Whether the value read back is the declared one. */
  default boolean same(PropertyValue desired, String readBack) {
    return desired.canonical().equals(readBack) || desired.equals(read(readBack));
  }

  default PropertyValueException refused(Object value) {
    return Natives.refused(value, expected());
  }
}
