package org.puppetporto.apt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines of {@code apt-get -s}: {@code Inst name [old] (new source [arch])},
 * {@code Conf name (version ...)}, {@code Remv name [old]}, {@code Purg name [old]} (apt:
 * {@code apt-pkg/algorithms.cc}).
 */
final class SimulationParser {
  private static final Pattern LINE =
      Pattern.compile("(Inst|Conf|Remv|Purg) (\\S+)(?: \\[([^\\]]*)\\])?(?: \\((\\S+).*)?.*");

  private SimulationParser() {}

  static Simulation parse(List<String> lines) {
    List<Simulation.Change> changes = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String from = matcher.group(3) == null ? "" : matcher.group(3);
        String to = matcher.group(4) == null ? "" : matcher.group(4);
        changes.add(new Simulation.Change(kind(matcher.group(1), from, to), matcher.group(2), from, to));
      }
    }
    return new Simulation(changes);
  }

  private static Simulation.Kind kind(String word, String from, String to) {
    return switch (word) {
      case "Conf" -> Simulation.Kind.CONFIGURE;
      case "Remv" -> Simulation.Kind.REMOVE;
      case "Purg" -> Simulation.Kind.PURGE;
      default -> from.isEmpty()
          ? Simulation.Kind.INSTALL
          : DebianVersion.compare(from, to) > 0 ? Simulation.Kind.DOWNGRADE : Simulation.Kind.UPGRADE;
    };
  }
}
