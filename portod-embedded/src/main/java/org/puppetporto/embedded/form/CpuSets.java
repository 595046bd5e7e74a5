package org.puppetporto.embedded.form;

import java.util.BitSet;
import java.util.List;

/** Sets of CPUs: lists like {@code 0-1,3}, {@code node N}, {@code jail N}, or {@code jail N; node M}. */
public final class CpuSets {
  private static final int MAX_CPU = 65535;

  private CpuSets() {}

  /**
   * The canonical form.
   *
   * @param cores how many CPUs the host has; a list may not name others
   */
  public static String canonical(String text, int cores) {
    if (text.isEmpty() || text.equals("all") || text.equals("inherit")) {
      return "";
    }
    try {
      return canonicalRows(Escaped.splitRows(text, ' ', ';'), cores);
    } catch (PortoFailure | IndexOutOfBoundsException e) {
      throw PortoFailure.invalidValue("invalid cpu_set: " + text);
    }
  }

  private static String canonicalRows(List<List<String>> rows, int cores) {
    if (rows.size() == 2) {
      boolean jailFirst = rows.get(0).get(0).equals("jail");
      return measured(rows.get(jailFirst ? 0 : 1), "jail", cores) + "; "
          + measured(rows.get(jailFirst ? 1 : 0), "node", 1);
    }
    if (rows.size() == 1 && rows.get(0).size() == 2) {
      String kind = rows.get(0).get(0);
      return measured(rows.get(0), kind, kind.equals("jail") ? cores : 1);
    }
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw PortoFailure.invalidValue("wrong format");
    }
    BitSet cpus = parseList(rows.get(0).get(0));
    if (cpus.length() > cores) {
      throw PortoFailure.invalidValue("no such cpu");
    }
    return formatList(cpus);
  }

  private static String measured(List<String> words, String kind, int limit) {
    boolean jail = kind.equals("jail");
    long number = Numbers.inBase(words.get(1), 10);
    if (words.size() != 2 || !words.get(0).equals(kind) || !jail && !kind.equals("node")
        || (jail ? number > limit : number >= limit)) {
      throw PortoFailure.invalidValue("wrong format");
    }
    return kind + " " + number;
  }

  public static BitSet parseList(String text) {
    BitSet cpus = new BitSet();
    for (List<String> range : Escaped.splitRows(text, '-', ',')) {
      int first = Numbers.int32(range.get(0));
      int last = range.size() == 2 ? Numbers.int32(range.get(1)) : first;
      if (range.size() > 2 || first < 0 || last < first || last > MAX_CPU) {
        throw PortoFailure.invalidValue("wrong bitmap format");
      }
      cpus.set(first, last + 1);
    }
    return cpus;
  }

  public static String formatList(BitSet cpus) {
    StringBuilder text = new StringBuilder();
    for (int first = cpus.nextSetBit(0); first >= 0;) {
      int end = cpus.nextClearBit(first);
      text.append(text.length() > 0 ? "," : "").append(first);
      if (end - first > 1) {
        text.append('-').append(end - 1);
      }
      first = cpus.nextSetBit(end);
    }
    return text.toString();
  }
}
