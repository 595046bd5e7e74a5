package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of a fixed set of words, some of which Porto reads back as another. */
final class EnumForm implements Form {
  private final List<String> words;
  private final Map<String, String> aliases;

  EnumForm(List<String> words, Map<String, String> aliases) {
    this.words = words;
    this.aliases = aliases;
  }

  static EnumForm of(String... words) {
    return new EnumForm(List.of(words), Map.of());
  }

  @Override
  public Shape shape() {
    return Shape.WORD;
  }

  @Override
  public List<String> words() {
    List<String> all = new ArrayList<>(words);
    aliases.keySet().stream().sorted().forEach(all::add);
    return all;
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", words);
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = Natives.scalar(value, expected());
    String word = aliases.getOrDefault(text, text);
    if (!words.contains(word)) {
      throw new PropertyValueException(Natives.describe(value) + " is not known here; write " + expected()
          + DidYouMean.hint(text, words));
    }
    return new TextValue(word);
  }
}
