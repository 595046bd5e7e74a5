package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The copy of a daemon's record in its container's {@code private}: enough to purge its packages when
 * the state store is lost. One JSON object of one line: {@code v} format, {@code r} revision,
 * {@code p} version by package, {@code b} packages that we brought.
 */
record CompactCopy(String revision, SortedMap<String, String> packages, SortedSet<String> brought) {
  /** Porto's limit for {@code private}. */
  private static final int LIMIT = 4096;

  static String write(Desired desired, SortedSet<String> brought, SortedSet<String> preexisting) {
    List<String> ours = new ArrayList<>();
    for (String name : desired.definition().packages().keySet()) {
      if (brought.contains(name) || !preexisting.contains(name)) {
        ours.add(name);
      }
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    copy.put("v", 1);
    copy.put("r", desired.revision());
    copy.put("p", desired.definition().packages());
    copy.put("b", ours);
    String text = json(copy);
    if (text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
      // Half a list of packages would be worse than none: purging by it would claim success.
      copy.remove("p");
      copy.remove("b");
      text = json(copy);
    }
    return text;
  }

  private static String json(Map<String, Object> copy) {
    try {
      return JSON.std.asString(copy);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
