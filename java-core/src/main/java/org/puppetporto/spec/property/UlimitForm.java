package org.puppetporto.spec.property;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Process limits: {@code type: soft hard}; the hard limit is the soft one where it is not given. */
final class UlimitForm implements Form {
  private static final Set<String> TYPES = Set.of("as", "core", "cpu", "data", "fsize", "locks", "memlock",
      "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack");
  private static final Set<String> UNLIMITED = Set.of("unlimited", "unlim", "inf", "-1");
  private static final BigInteger INFINITY = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  @Override
  public Shape shape() {
    return Shape.MAP;
  }

  @Override
  public String expected() {
    return "a map such as {nofile: 8K 16K, core: 0 unlimited}";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    SortedMap<String, String> limits = new TreeMap<>();
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        put(String.valueOf(entry.getKey()), Natives.number(entry.getValue(), expected()), limits);
      }
    } else if (value instanceof String) {
      for (String line : PortoText.split((String) value, ';')) {
        int colon = line.indexOf(':');
        if (colon < 0) {
          throw refused(value);
        }
        put(PortoText.trim(line.substring(0, colon)), PortoText.trim(line.substring(colon + 1)), limits);
      }
    } else {
      throw refused(value);
    }
    return new Entries(limits);
  }

  @Override
  public PropertyValue read(String readBack) {
    return Entries.read(readBack);
  }

  private void put(String type, String text, SortedMap<String, String> limits) throws PropertyValueException {
    if (!TYPES.contains(type)) {
      throw new PropertyValueException(Natives.quoted(type) + " is no limit that Porto knows"
          + DidYouMean.hint(type, TYPES) + "; write " + expected());
    }
    limits.put(type, pair(text));
  }

  /** One limit's values, as {@code ulimit[nofile]} has them. */
  String pair(String text) throws PropertyValueException {
    int blank = text.indexOf(' ');
    String soft = limit(blank < 0 ? text : text.substring(0, blank));
    return soft + " " + (blank < 0 ? soft : limit(PortoText.trim(text.substring(blank))));
  }

  private String limit(String text) throws PropertyValueException {
    BigInteger size = UNLIMITED.contains(text) ? INFINITY : SizeForm.size(text);
    if (size == null) {
      throw refused(text);
    }
    return size.equals(INFINITY) ? "unlimited" : size.toString();
  }
}
