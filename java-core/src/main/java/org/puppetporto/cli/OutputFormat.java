package org.puppetporto.cli;

import com.fasterxml.jackson.jr.ob.JSON.Feature;
import java.io.IOException;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** How a result is written. Structured ones have one top-level key, {@code portoDaemons}. */
enum OutputFormat {
  TABLE, JSON, YAML;

  static final String KEY = "portoDaemons";
  private static final int YAML_WIDTH = 120;

  /** Writes daemons by name as JSON or YAML. */
  String text(Map<String, Object> daemons) {
    Map<String, Object> document = Map.of(KEY, daemons);
    return this == YAML ? yaml(document) : json(document);
  }

  /** A document as JSON. */
  static String json(Map<String, Object> document) {
    try {
      return com.fasterxml.jackson.jr.ob.JSON.std
          .with(Feature.PRETTY_PRINT_OUTPUT, Feature.WRITE_NULL_PROPERTIES).asString(document) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("plain values cannot be written as JSON", e);
    }
  }

  private static String yaml(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(YAML_WIDTH);
    return new Yaml(options).dump(document);
  }
}
