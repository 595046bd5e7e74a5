package org.puppetporto.embedded.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sets of names from a fixed list, always written in the list's order. */
public final class NamedFlags {
  private final List<String> names;

  public NamedFlags(String... names) {
    this.names = List.of(names);
  }

  public List<String> names() {
    return names;
  }

  /** The names in {@code text}, in this list's order. */
  public List<String> parse(String text, char separator) {
    List<String> found = new ArrayList<>();
    for (String part : text.split(java.util.regex.Pattern.quote(String.valueOf(separator)))) {
      String name = Blank.trim(part);
      if (!name.isEmpty() && !names.contains(name)) {
        throw PortoFailure.invalidValue("Unknown flag \"" + name + "\"");
      }
      found.add(name);
    }
    return ordered(Set.copyOf(found));
  }

  public List<String> ordered(Set<String> found) {
    List<String> ordered = new ArrayList<>(names);
    ordered.removeIf(name -> !found.contains(name));
    return ordered;
  }
}
