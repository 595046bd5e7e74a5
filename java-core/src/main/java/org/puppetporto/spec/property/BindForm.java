package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bind mounts: {@code source target flags}. Flags come back in the order of Porto's own table. */
final class BindForm implements Form {
  private static final List<String> FLAGS =
      List.of("rw", "ro", "suid", "nosuid", "dev", "nodev", "exec", "noexec",
      "noatime", "nodiratime", "rec", "unbindable", "private", "relatime");

  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "a list of mounts such as [\"/var/log /log ro\"]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    List<List<String>> mounts = new ArrayList<>();
    String text = String.join(";", value instanceof List ? texts((List<?>) value)
        : List.of(Natives.exact(value, expected())));
    for (List<String> words : PortoText.splitTuples(text, ' ', ';')) {
      mounts.add(mount(words));
    }
    return new TextValue(PortoText.joinTuples(mounts, ' ', ';'));
  }

  private List<String> texts(List<?> items) throws PropertyValueException {
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(Natives.exact(item, expected()));
    }
    return texts;
  }

  private List<String> mount(List<String> words) throws PropertyValueException {
    if (words.size() < 2 || words.size() > 3) {
      throw new PropertyValueException(Natives.quoted(String.join(" ", words))
          + " is no bind mount; write source, target and flags with commas, such as \"/var/log /log "
          + "ro,noexec\"");
    }
    Set<String> given = new LinkedHashSet<>();
    for (String flag : words.size() < 3 ? List.<String>of() : PortoText.split(words.get(2), ',')) {
      if (!FLAGS.contains(flag)) {
        throw new PropertyValueException(Natives.quoted(flag) + " is no flag of a bind mount; write one of "
            + String.join(", ", FLAGS) + DidYouMean.hint(flag, FLAGS));
      }
      given.add(flag);
    }
    List<String> ordered = new ArrayList<>(FLAGS);
    ordered.retainAll(given);
    List<String> mount = new ArrayList<>(words.subList(0, 2));
    if (!ordered.isEmpty()) {
      mount.add(String.join(",", ordered));
    }
    return mount;
  }
}
