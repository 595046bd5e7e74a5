package org.puppetporto.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A map of a document: a few keys, kept in their order in one array and found by looking at each. A store may hold
 * thousands of documents of a dozen maps each, which are a fifth of the size this way, and lie together. Immutable.
 */
final class SmallMap extends AbstractMap<String, Object> {
  /** Keys and values in turn. */
  private final Object[] entries;

  private SmallMap(Object[] entries) {
    this.entries = entries;
  }

  /** The same map, and the maps in it, made small; one that is small already is returned as it is. */
  static Map<String, Object> of(Map<String, Object> map) {
    if (map instanceof SmallMap) {
      return map;
    }
    Object[] entries = new Object[2 * map.size()];
    int at = 0;
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      entries[at++] = entry.getKey();
      Object value = entry.getValue();
      entries[at++] = value instanceof Map<?, ?> ? of(Documents.map(value)) : value;
    }
    return new SmallMap(entries);
  }

  @Override
  public Object get(Object key) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i].equals(key)) {
        return entries[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object key) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i].equals(key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return entries.length / 2;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return entries.length / 2;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < entries.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (next == entries.length) {
        throw new NoSuchElementException();
      }
      next += 2;
      return new SimpleImmutableEntry<>((String) entries[next - 2], entries[next - 1]);
    }
  }
}
