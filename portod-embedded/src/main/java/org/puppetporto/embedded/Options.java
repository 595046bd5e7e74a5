package org.puppetporto.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How an endpoint behaves.
 *
 * @param unsupported properties to answer NotSupported for and to hide, as on a kernel that lacks them
 * @param log where one line for each change and refusal goes
 * @param place where volumes, layers, storages and working directories are; without it in the endpoint's
 *     directory
 */
public record Options(Set<String> unsupported, PrintStream log, Optional<Path> place) {
  public Options {
    unsupported = Set.copyOf(unsupported);
  }

  /** Everything supported, and no log. */
  public static Options defaults() {
    return new Options(Set.of(), new PrintStream(PrintStream.nullOutputStream()), Optional.empty());
  }

  public Options withUnsupported(Set<String> properties) {
    return new Options(properties, log, place);
  }

  public Options withLog(PrintStream out) {
    return new Options(unsupported, out, place);
  }

  public Options withPlace(Path directory) {
    return new Options(unsupported, log, Optional.of(directory));
  }
}
