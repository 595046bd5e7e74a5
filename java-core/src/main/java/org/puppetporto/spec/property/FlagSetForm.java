package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sets of known names, in Porto's own order: capabilities and controllers. */
final class FlagSetForm implements Form {
  private final String what;
  private final List<String> known;
  private final boolean superset;

  FlagSetForm(String what, List<String> known, boolean superset) {
    this.what = what;
    this.known = known;
    this.superset = superset;
  }

  @Override
  public Shape shape() {
    return Shape.FLAGS;
  }

  @Override
  public List<String> words() {
    return known;
  }

  @Override
  public String expected() {
    return "a list of " + what;
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    Set<String> flags = new LinkedHashSet<>();
    for (String name : ListForm.items(value, expected())) {
      if (!known.contains(name)) {
        throw new PropertyValueException(Natives.quoted(name) + " is none of the " + what
            + " that Porto knows"
            + DidYouMean.hintOrNames(name, known));
      }
      flags.add(name);
    }
    return new TextValue(ordered(flags));
  }

  private String ordered(Collection<String> flags) {
    List<String> ordered = new ArrayList<>(known);
    ordered.retainAll(flags);
    return String.join(";", ordered);
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    List<String> wanted = PortoText.split(desired.canonical(), ';');
    List<String> was = PortoText.split(readBack, ';');
    return was.containsAll(wanted) && (superset || wanted.containsAll(was));
  }
}
