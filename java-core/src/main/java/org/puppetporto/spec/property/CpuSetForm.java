package org.puppetporto.spec.property;

import java.util.BitSet;
import java.util.List;

/** CPU lists, NUMA nodes and jails. Canonical: ranges; "" for all CPUs; {@code jail} before {@code node}. */
final class CpuSetForm implements Form {
  private static final int MAXIMUM = 65535;

  @Override
  public Shape shape() {
    return Shape.CPU_SET;
  }

  @Override
  public String expected() {
    return "CPUs such as 0-3,8, or \"node 1\", \"jail 4\", \"jail 4; node 1\", or all";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = Natives.number(value, expected());
    if (text.isEmpty() || text.equals("all") || text.equals("inherit")) {
      return new TextValue("");
    }
    List<List<String>> parts = PortoText.splitTuples(text, ' ', ';');
    if (parts.size() == 1 && parts.get(0).size() == 1) {
      return new TextValue(ranges(parts.get(0).get(0), value));
    }
    return new TextValue(named(parts, value));
  }

  private String named(List<List<String>> parts, Object value) throws PropertyValueException {
    String jail = "";
    String node = "";
    for (List<String> part : parts) {
      if (part.size() != 2) {
        throw refused(value);
      }
      String entry = part.get(0) + " " + number(part.get(1), value);
      if (part.get(0).equals("jail") && jail.isEmpty()) {
        jail = entry;
      } else if (part.get(0).equals("node") && node.isEmpty()) {
        node = entry;
      } else {
        throw refused(value);
      }
    }
    return jail + (jail.isEmpty() || node.isEmpty() ? "" : "; ") + node;
  }

  private String ranges(String text, Object value) throws PropertyValueException {
    BitSet cpus = new BitSet();
    for (List<String> range : PortoText.splitTuples(text, '-', ',')) {
      int first = number(range.get(0), value);
      int last = range.size() > 1 ? number(range.get(1), value) : first;
      if (range.size() > 2 || last < first) {
        throw refused(value);
      }
      cpus.set(first, last + 1);
    }
    StringBuilder out = new StringBuilder();
    for (int first = cpus.nextSetBit(0); first >= 0; ) {
      int end = cpus.nextClearBit(first);
      out.append(out.length() == 0 ? "" : ",").append(first);
      if (end - 1 > first) {
        out.append('-').append(end - 1);
      }
      first = cpus.nextSetBit(end);
    }
    return out.toString();
  }

  private int number(String text, Object value) throws PropertyValueException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= MAXIMUM) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(value);
    }
    throw refused(value);
  }
}
