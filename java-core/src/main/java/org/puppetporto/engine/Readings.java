package org.puppetporto.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What was read of one container, by property. A host has thousands of containers of which the same properties are
 * read: their names are kept once, and one container is an array of texts. Immutable.
 */
final class Readings extends AbstractMap<String, String> {
  private final Names names;
  private final String[] texts;

  private Readings(Names names, String[] texts) {
    this.names = names;
    this.texts = texts;
  }

  /** Properties in the order in which they are read, and where each stands in it. */
  private record Names(String[] ordered, Map<String, Integer> places) {
    static Names of(String[] ordered) {
      Map<String, Integer> places = new HashMap<>(ordered.length * 2);
      for (int i = 0; i < ordered.length; i++) {
        places.put(ordered[i], i);
      }
      return new Names(ordered, places);
    }

    boolean are(String[] others, int count) {
      if (count != ordered.length) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (!ordered[i].equals(others[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** Makes the readings of one container after the other. One thread at a time. */
  static final class Maker {
    private Names names = Names.of(new String[0]);
    private String[] properties = new String[64];
    private String[] texts = new String[64];
    private int count;

    /** Adds what was read of a property; of each but once. */
    void add(String property, String text) {
      if (count == texts.length) {
        properties = Arrays.copyOf(properties, 2 * count);
        texts = Arrays.copyOf(texts, 2 * count);
      }
      properties[count] = property;
      texts[count++] = text;
    }

    /** What was added since the last one. */
    Readings made() {
      if (!names.are(properties, count)) {
        names = Names.of(Arrays.copyOf(properties, count));
      }
      Readings made = new Readings(names, Arrays.copyOf(texts, count));
      count = 0;
      return made;
    }
  }

  @Override
  public String get(Object property) {
    Integer place = names.places().get(property);
    return place == null ? null : texts[place];
  }

  @Override
  public boolean containsKey(Object property) {
    return names.places().containsKey(property);
  }

  @Override
  public int size() {
    return texts.length;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return entries();
      }

      @Override
      public int size() {
        return texts.length;
      }
    };
  }

  private Iterator<Map.Entry<String, String>> entries() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < texts.length;
      }

      @Override
      public Map.Entry<String, String> next() {
        if (next == texts.length) {
          throw new NoSuchElementException();
        }
        Map.Entry<String, String> entry = Map.entry(names.ordered()[next], texts[next]);
        next++;
        return entry;
      }
    };
  }
}
