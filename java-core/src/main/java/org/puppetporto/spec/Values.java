package org.puppetporto.spec;

import java.util.Locale;
import java.util.Map;
import org.puppetporto.spec.property.Natives;

/** Values of the definition's own keys, checked for their type. */
final class Values {
  private Values() {}

  /** The mapping at {@code path}; empty, with a problem noted, when there is another kind of value. */
  static Map<?, ?> map(Object value, String path, String example, Problems problems) {
    if (value instanceof Map) {
      return (Map<?, ?>) value;
    }
    problems.add(path, Natives.describe(value) + " is not right here; write a mapping such as " + example);
    return Map.of();
  }

  /** Text as it was meant: YAML has already changed unquoted fractions and booleans. */
  static String text(Object value, String path, String expected, Problems problems) {
    if (value instanceof String) {
      return (String) value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof java.math.BigInteger) {
      return value.toString();
    }
    if (value instanceof Number || value instanceof Boolean) {
      problems.add(path, "YAML reads this as the " + (value instanceof Number ? "number " : "boolean ")
          + value
          + ", which may not be what was written (1.10 becomes 1.1, no becomes false); put it in quotes");
    } else {
      problems.add(path, Natives.describe(value) + " is not right here; write " + expected);
    }
    return null;
  }

  static boolean bool(Object value, boolean otherwise, String path, Problems problems) {
    if (value instanceof Boolean) {
      return (Boolean) value;
    }
    if (value instanceof String) {
      switch (((String) value).toLowerCase(Locale.ROOT)) {
        case "true":
          return true;
        case "false":
          return false;
        default:
      }
    }
    problems.add(path, Natives.describe(value) + " is not right here; write true or false");
    return otherwise;
  }
}
