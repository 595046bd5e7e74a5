package org.puppetporto.spec.property;

import java.util.List;
import java.util.Optional;

/** What is known of one property: its values, when it can be changed, how it can be compared. */
public final class PropertyDescriptor {
  private final String name;
  private final ChangeKind change;
  private final Comparison comparison;
  private final Form form;
  private final String settableDefault;

  PropertyDescriptor(String name, ChangeKind change, Comparison comparison, Form form,
      String settableDefault) {
    this.name = name;
    this.change = change;
    this.comparison = comparison;
    this.form = form;
    this.settableDefault = settableDefault;
  }

  /** Porto's name, or {@code property[key]} for one entry of a map. */
  public String name() {
    return name;
  }

  public ChangeKind change() {
    return change;
  }

  public Comparison comparison() {
    return comparison;
  }

  /**
   * The text that brings the default back on a running container. Empty when the default is unknown,
   * depends on the host, or cannot be set: only recreating the container unsets such a property.
   */
  public Optional<String> settableDefault() {
    return Optional.ofNullable(settableDefault);
  }

  /** What a declared value looks like. */
  public Shape shape() {
    return form.shape();
  }

  /**
   * The words that a value may be, or be made of, as Porto writes them; empty where they are not a fixed set.
   */
  public List<String> words() {
    return form.words();
  }

  /** What would be right, as a message goes on after "write ". */
  public String expected() {
    return form.expected();
  }

  /**
   * Reads a declared value.
   *
   * @param value text as Porto takes it, or a native YAML value: Boolean, Number, List, Map
   * @throws PropertyValueException says what would be right
   */
  public PropertyValue parse(Object value) throws PropertyValueException {
    return form.parse(value);
  }

  /** Reads what portod reads back; text in an unknown form is kept as it is. */
  public PropertyValue read(String readBack) {
    return form.read(readBack);
  }

  /** The text that {@code setProperty} takes. */
  public String wire(PropertyValue value) {
    return form.wire(value);
  }

  /** Whether what portod reads back is the declared value, as far as that can be told. */
  public boolean same(PropertyValue desired, String readBack) {
    return form.same(desired, readBack);
  }

  @Override
  public String toString() {
    return name;
  }
}
