package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.property.Property.Trait;

/** Shorthands for the commonest kinds of settings. */
final class Forms {
  static final Set<Trait> STATIC = Set.of();
  static final Set<Trait> DYNAMIC = Set.of(Trait.DYNAMIC);
  static final Set<Trait> ANY_STATE = Set.of(Trait.DYNAMIC, Trait.ANY_STATE);
  static final Set<Trait> CHANGES = Set.of(Trait.DYNAMIC, Trait.COUNTS_CHANGES);
  static final Set<Trait> LIMIT = Set.of(Trait.DYNAMIC, Trait.COUNTS_CHANGES, Trait.RESOURCE);
  private static final long MIN_MEMORY_LIMIT = 1 << 20;

  private Forms() {}

  static Set<Trait> with(Set<Trait> traits, Trait... more) {
    EnumSet<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(traits);
    all.addAll(Set.of(more));
    return all;
  }

  static void text(SortedMap<String, Property> table, String name, String description, Set<Trait> traits,
      UnaryOperator<String> form, String defaultValue) {
    add(table, new Setting(name, description, traits, (container, value) -> form.apply(value),
        c -> defaultValue));
  }

  static void verbatim(SortedMap<String, Property> table, String name, String description, Set<Trait> traits,
      String defaultValue) {
    text(table, name, description, traits, UnaryOperator.identity(), defaultValue);
  }

  static void flag(SortedMap<String, Property> table, String name, String description, Set<Trait> traits,
      boolean defaultValue) {
    text(table, name, description, traits, Flags::canonical, Boolean.toString(defaultValue));
  }

  static void size(SortedMap<String, Property> table, String name, String description, Set<Trait> traits) {
    text(table, name, description, traits, Sizes::canonical, "0");
  }

  /** A size that is zero for "none", and otherwise at least a megabyte. */
  static String memoryLimit(String value) {
    long size = Sizes.parse(value);
    if (size != 0 && Long.compareUnsigned(size, MIN_MEMORY_LIMIT) < 0) {
      throw PortoFailure.invalidValue("Should be at least " + MIN_MEMORY_LIMIT);
    }
    return Long.toUnsignedString(size);
  }

  static String uint64(String value) {
    return Long.toUnsignedString(Numbers.uint64(value));
  }

  static UnaryOperator<String> oneOf(String refusal, String... words) {
    Set<String> known = Set.of(words);
    return value -> {
      if (!known.contains(value)) {
        throw PortoFailure.invalidValue(refusal + value);
      }
      return value;
    };
  }
}
