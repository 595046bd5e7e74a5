package org.puppetporto.embedded.property;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** A property that only tells: computed when asked for. */
final class Figure extends Property {
  /** Reads one entry of a figure. */
  interface Indexed {
    String get(Container container, String index);
  }

  private final BiFunction<Container, Client, String> value;
  private final Indexed indexed;

  Figure(String name, String description, Set<Trait> traits, BiFunction<Container, Client, String> value,
      Indexed indexed) {
    super(name, description, withReadOnly(traits));
    this.value = value;
    this.indexed = indexed;
  }

  Figure(String name, String description, Set<Trait> traits, Function<Container, String> value) {
    this(name, description, traits, (container, client) -> value.apply(container), null);
  }

  private static Set<Trait> withReadOnly(Set<Trait> traits) {
    EnumSet<Trait> all = EnumSet.of(Trait.READ_ONLY);
    all.addAll(traits);
    return all;
  }

  @Override
  public String get(Container container, Client client) {
    return value.apply(container, client);
  }

  @Override
  public String get(Container container, Client client, String index) {
    return indexed == null ? super.get(container, client, index) : indexed.get(container, index);
  }
}
