package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.PropertyTable.add;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.puppetporto.embedded.property.Property.Trait;

/** What is counted of the network. */
final class NetworkFigures {
  private static final Set<Trait> RUNTIME = Set.of(Trait.RUNTIME_ONLY);

  private NetworkFigures() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    for (String name : List.of("net_bytes", "net_packets", "net_drops", "net_overlimits", "net_rx_bytes",
        "net_rx_packets", "net_rx_drops", "net_rx_overlimits", "net_tx_bytes", "net_tx_packets",
        "net_tx_drops",
        "net_netstat", "net_snmp", "net_snmp6", "net_limit_soft_stat")) {
      add(table, FigureProperties.mapFigure(name, "Counted: " + name.replace('_', ' '), RUNTIME, around));
    }
    for (String name : List.of("net_limit_bound", "net_rx_limit_bound")) {
      add(table, FigureProperties.mapFigure(name, "Bandwidth at most of the network namespace", Set.of(),
          around));
    }
    add(table, new Figure("net_class_id", "Class of traffic, hexadecimal", RUNTIME, c -> "1:0"));
  }
}
