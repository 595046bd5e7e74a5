package org.puppetporto.embedded;

import java.io.PrintStream;
import java.util.Set;

/**
 * How an endpoint behaves.
 *
 * @param unsupported properties to answer NotSupported for and to hide, as on a kernel that lacks them
 * @param log where one line for each change and refusal goes
 */
public record Options(Set<String> unsupported, PrintStream log) {
  public Options {
    unsupported = Set.copyOf(unsupported);
  }

  /** Everything supported, and no log. */
  public static Options defaults() {
    return new Options(Set.of(), new PrintStream(PrintStream.nullOutputStream()));
  }

  public Options withUnsupported(Set<String> properties) {
    return new Options(properties, log);
  }

  public Options withLog(PrintStream out) {
    return new Options(unsupported, out);
  }
}
