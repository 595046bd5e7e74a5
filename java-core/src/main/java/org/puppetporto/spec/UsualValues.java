package org.puppetporto.spec;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.puppetporto.spec.property.PropertyDescriptor;
import org.puppetporto.spec.property.PropertyValue;
import org.puppetporto.spec.property.PropertyValueException;
import org.puppetporto.spec.property.Shape;

/**
 * The value of each property that was read last. Most daemons of a host declare the same: they share one value, which
 * is neither parsed nor put into words again. For several threads.
 */
final class UsualValues {
  private record Known(Object declared, PropertyValue value) {}

  private final Map<String, Known> last = new ConcurrentHashMap<>();

  /**
   * Reads a declared value.
   *
   * @param declared see {@link PropertyDescriptor#parse}; not changed any more
   */
  PropertyValue read(PropertyDescriptor property, Object declared) throws PropertyValueException {
    if (declared == null || property.shape() == Shape.CPU) {
      // A bare number is percent of the cores that the host has now.
      return property.parse(declared);
    }
    Known known = last.get(property.name());
    if (known != null && same(known.declared(), declared)) {
      return known.value();
    }
    PropertyValue value = property.parse(declared);
    last.put(property.name(), new Known(declared, value));
    return value;
  }

  /** Whether two declared values are the same in every respect; of a map, the order as well. */
  private static boolean same(Object a, Object b) {
    if (!(a instanceof Map<?, ?> some) || !(b instanceof Map<?, ?> other)) {
      return a.equals(b);
    }
    if (some.size() != other.size()) {
      return false;
    }
    Iterator<? extends Map.Entry<?, ?>> entries = other.entrySet().iterator();
    for (Map.Entry<?, ?> entry : some.entrySet()) {
      if (!entry.equals(entries.next())) {
        return false;
      }
    }
    return true;
  }
}
