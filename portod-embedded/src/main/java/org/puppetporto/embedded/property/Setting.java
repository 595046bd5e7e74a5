package org.puppetporto.embedded.property;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** A property whose value is a text in canonical form. */
class Setting extends Property {
  private final BiFunction<Container, String, String> form;
  private final Function<Container, String> defaultValue;

  /**
   * @param form turns what was given into the canonical form, or refuses it
   * @param defaultValue what reads back as long as nothing was given
   */
  Setting(String name, String description, Set<Trait> traits, BiFunction<Container, String, String> form,
      Function<Container, String> defaultValue) {
    super(name, description, traits);
    this.form = form;
    this.defaultValue = defaultValue;
  }

  @Override
  public String get(Container container, Client client) {
    String value = container.setting(name());
    return value != null ? value : defaultValue.apply(container);
  }

  @Override
  public void set(Container container, Client client, String value) {
    store(container, form.apply(container, value));
  }

  final void store(Container container, String canonical) {
    boolean same = is(Trait.COUNTS_CHANGES) && canonical.equals(get(container, null));
    container.setting(name(), canonical);
    if (!same) {
      container.markExplicit(name(), true);
    }
  }
}
