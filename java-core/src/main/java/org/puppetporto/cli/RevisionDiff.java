package org.puppetporto.cli;

import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.puppetporto.engine.RevisionRecord;

/** What differs between two revisions, property by property. */
final class RevisionDiff {
  private RevisionDiff() {}

  /** One line a difference, after a line that names both. */
  static String text(RevisionRecord before, RevisionRecord after) {
    SortedMap<String, Object> was = Flat.of(before.document());
    SortedMap<String, Object> becomes = Flat.of(after.document());
    SortedSet<String> paths = new TreeSet<>(was.keySet());
    paths.addAll(becomes.keySet());
    StringBuilder out = new StringBuilder(
        Running.brief(before.id()) + " -> " + Running.brief(after.id()) + "\n");
    int differences = 0;
    for (String path : paths) {
      Object one = was.get(path);
      Object other = becomes.get(path);
      if (!Objects.equals(one, other)) {
        differences++;
        out.append("  ").append(one == null ? '+' : other == null ? '-' : '~')
            .append(' ').append(path).append(": ")
            .append(one == null ? "" : Flat.text(path, one))
            .append(one == null || other == null ? "" : " -> ")
            .append(other == null ? "" : Flat.text(path, other)).append('\n');
      }
    }
    return differences > 0 ? out.toString() : out.append("  nothing differs\n").toString();
  }
}
