package org.puppetporto.embedded.form;

import java.util.List;
import java.util.Set;

/** Networks, addresses and gateways: words by blanks, entries by semicolons. */
public final class Networks {
  private static final Set<String> KINDS = Set.of("inherited", "none", "container", "netns", "steal", "host",
      "macvlan", "ipvlan", "veth", "L3", "NAT", "ipip6", "tap", "MTU", "ECN", "MAC", "autoconf", "ip");

  private Networks() {}

  public static String net(String text) {
    List<List<String>> rows = Escaped.splitRows(text, ' ', ';');
    if (rows.isEmpty()) {
      throw PortoFailure.invalidValue("Configuration is not specified");
    }
    for (List<String> row : rows) {
      if (!KINDS.contains(row.get(0))) {
        throw PortoFailure.invalidValue("Unknown net option: " + row.get(0));
      }
      if (row.get(0).equals("none") && rows.size() != 1) {
        throw PortoFailure.invalidValue("net=none must be the only option");
      }
    }
    return Escaped.joinRows(rows, ' ', ';');
  }

  public static String addresses(String text) {
    return pairs(text, "Invalid ip format");
  }

  public static String gateways(String text) {
    return pairs(text, "Invalid gateway format");
  }

  private static String pairs(String text, String refusal) {
    List<List<String>> rows = Escaped.splitRows(text, ' ', ';');
    if (rows.stream().anyMatch(row -> row.size() != 2)) {
      throw PortoFailure.invalidValue(refusal);
    }
    return Escaped.joinRows(rows, ' ', ';');
  }
}
