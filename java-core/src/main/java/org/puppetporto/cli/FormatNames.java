package org.puppetporto.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** The formats as completion offers them. */
final class FormatNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Stream.of(OutputFormat.values()).map(format -> format.name().toLowerCase(Locale.ROOT)).iterator();
  }
}
