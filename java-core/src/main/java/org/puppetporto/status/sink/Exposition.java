package org.puppetporto.status.sink;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prometheus' text exposition format 0.0.4: families with HELP and TYPE, no timestamps. */
final class Exposition {
  private final Map<Metric, StringBuilder> families = new LinkedHashMap<>();

  /** Adds a sample; labels are given as the metric names them, in order. */
  void add(Metric metric, BigDecimal value, String... labels) {
    if (labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has labels " + metric.labels());
    }
    StringBuilder out = families.computeIfAbsent(metric, unused -> new StringBuilder());
    out.append(metric.exposed());
    for (int i = 0; i < labels.length; i++) {
      out.append(i == 0 ? '{' : ',').append(metric.labels().get(i)).append("=\"");
      escape(labels[i], out);
      out.append('"');
    }
    out.append(labels.length == 0 ? " " : "} ").append(value.stripTrailingZeros().toPlainString()).append('\n');
  }

  void add(Metric metric, long value, String... labels) {
    add(metric, BigDecimal.valueOf(value), labels);
  }

  void add(Metric metric, boolean value, String... labels) {
    add(metric, value ? 1 : 0, labels);
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '"') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else {
        out.append(c);
      }
    }
  }

  /** The families in the order of {@link Metric}; each sample's line ends. */
  String text() {
    StringBuilder out = new StringBuilder();
    for (Metric metric : Metric.values()) {
      StringBuilder samples = families.get(metric);
      if (samples != null) {
        out.append("# HELP ").append(metric.exposed()).append(' ').append(metric.help()).append('\n')
            .append("# TYPE ").append(metric.exposed()).append(' ').append(metric.type()).append('\n')
            .append(samples);
      }
    }
    return out.toString();
  }
}
