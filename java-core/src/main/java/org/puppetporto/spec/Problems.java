package org.puppetporto.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.puppetporto.spec.DefinitionException.Problem;
import org.puppetporto.spec.property.DidYouMean;

/** Gathers everything that is wrong with one definition, so that it can be told at once. */
final class Problems {
  private final String origin;
  private final Map<String, Tree.Place> places;
  private final List<Problem> found = new ArrayList<>();

  Problems(String origin, Map<String, Tree.Place> places) {
    this.origin = origin;
    this.places = places;
  }

  String origin() {
    return origin;
  }

  void add(String path, String message) {
    Tree.Place place = places.getOrDefault(path, Tree.Place.NONE);
    for (String parent = path; place == Tree.Place.NONE && !parent.isEmpty() && !places.isEmpty(); ) {
      parent = parent.substring(0, Math.max(0, Math.max(parent.lastIndexOf('.'), parent.lastIndexOf('['))));
      place = places.getOrDefault(parent, Tree.Place.NONE);
    }
    found.add(new Problem(origin, path, place.line(), place.column(), message));
  }

  /** A key that means nothing where it stands. */
  void addUnknown(String path, String key, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    names.sort(null);
    add(Tree.path(path, key), "unknown key" + DidYouMean.hint(key, names) + "; here belong "
        + String.join(", ", names));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  Problem first() {
    return found.get(0);
  }

  void throwIfAny() throws DefinitionException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new DefinitionException(found);
    }
  }
}
