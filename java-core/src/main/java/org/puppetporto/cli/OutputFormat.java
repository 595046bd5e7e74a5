package org.puppetporto.cli;

import com.fasterxml.jackson.jr.ob.JSON.Feature;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** How a result is written. Structured ones have one top-level key, {@code portoDaemons}. */
enum OutputFormat {
  TABLE, JSON, YAML;

  static final String KEY = "portoDaemons";
  private static final int YAML_WIDTH = 120;

  /** Writes daemons by name as JSON or YAML. */
  String text(Map<String, Object> daemons) {
    return document(Map.of(KEY, daemons));
  }

  /** Writes a document as JSON or YAML. */
  String document(Map<String, Object> document) {
    return this == YAML ? yaml(document) : json(document);
  }

  /** Reads its name as the command line has it. */
  static OutputFormat read(String word) {
    String name = word.toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> format.name().equals(name)).findFirst()
        .orElseThrow(() -> new CommandLine.TypeConversionException(
            "'" + word + "' is no format; write table, json or yaml"));
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
