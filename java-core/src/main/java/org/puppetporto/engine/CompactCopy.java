package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.spec.property.JsonText;

/**
 * The copy of a daemon's record in its container's {@code private}: enough to purge its packages when
 * the state store is lost. One JSON object of one line: {@code v} format, {@code r} revision,
 * {@code p} version by package, {@code b} packages that we brought.
 */
record CompactCopy(String revision, SortedMap<String, String> packages, SortedSet<String> brought) {
  /** Porto's limit for {@code private}. */
  private static final int LIMIT = 4096;

  static String write(Desired desired, SortedSet<String> brought, SortedSet<String> preexisting) {
    StringBuilder out = new StringBuilder(128).append("{\"v\":1,\"r\":");
    JsonText.quote(desired.revision(), out);
    int head = out.length();
    out.append(",\"p\":{");
    String separator = "";
    for (Map.Entry<String, String> declared : desired.definition().packages().entrySet()) {
      out.append(separator);
      JsonText.quote(declared.getKey(), out);
      out.append(':');
      JsonText.quote(declared.getValue(), out);
      separator = ",";
    }
    out.append("},\"b\":[");
    separator = "";
    for (String name : desired.definition().packages().keySet()) {
      if (brought.contains(name) || !preexisting.contains(name)) {
        out.append(separator);
        JsonText.quote(name, out);
        separator = ",";
      }
    }
    String text = out.append("]}").toString();
    boolean fits = text.length() <= LIMIT && text.getBytes(StandardCharsets.UTF_8).length <= LIMIT;
    // Half a list of packages would be worse than none: purging by it would claim success.
    return fits ? text : text.substring(0, head) + "}";
  }

  /** Reads it back; empty when it is not ours, or was too long to hold packages. */
  static Optional<CompactCopy> read(String text) {
    try {
      Map<String, Object> copy = JSON.std.mapFrom(text);
      if (!Integer.valueOf(1).equals(copy.get("v")) || copy.get("p") == null) {
        return Optional.empty();
      }
      SortedSet<String> brought = new TreeSet<>();
      for (Object name : (List<?>) copy.get("b")) {
        brought.add((String) name);
      }
      return Optional.of(new CompactCopy(
          String.valueOf(copy.get("r")), new TreeMap<>(Documents.texts(copy.get("p"))), brought));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
