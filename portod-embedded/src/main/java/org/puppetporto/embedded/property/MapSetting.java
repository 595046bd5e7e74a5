package org.puppetporto.embedded.property;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** A map whose entries can be read and set one by one: {@code property[key]}. */
class MapSetting extends Setting {
  private final Function<String, SortedMap<String, String>> parse;
  private final Function<Map<String, String>, String> format;
  private final UnaryOperator<String> entryForm;
  private final boolean missingIsEmpty;

  /**
   * @param missingIsEmpty whether an entry that is not there reads as "" and an empty value removes it;
   * otherwise reading it is an error
   */
  MapSetting(String name, String description, Set<Trait> traits, Function<String, SortedMap<String,
      String>> parse,
      Function<Map<String, String>, String> format, UnaryOperator<String> entryForm, boolean missingIsEmpty) {
    super(name, description, traits, (container, text) -> format.apply(parse.apply(text)), container -> "");
    this.parse = parse;
    this.format = format;
    this.entryForm = entryForm;
    this.missingIsEmpty = missingIsEmpty;
  }

  @Override
  public String get(Container container, Client client, String index) {
    String value = parse.apply(get(container, client)).get(index);
    if (value == null && !missingIsEmpty) {
      throw PortoFailure.invalidValue("invalid index " + index);
    }
    return value == null ? "" : value;
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    SortedMap<String, String> map = parse.apply(get(container, client));
    if (missingIsEmpty && value.isEmpty()) {
      map.remove(index);
    } else {
      map.put(index, entryForm.apply(value));
    }
    store(container, format.apply(map));
  }

  private static String size(String value) {
    try {
      return Sizes.canonical(value);
    } catch (PortoFailure e) {
      throw PortoFailure.invalidValue("Invalid value " + value);
    }
  }

  static MapSetting ofSizes(String name, String description, Set<Trait> traits) {
    return new MapSetting(name, description, traits, Maps::parseSizes, Maps::format,
        MapSetting::size, false);
  }
}
