package org.puppetporto.cli;

import java.util.Iterator;
import java.util.List;

/** Where completion is to offer the host's daemons: a mark, for which {@link CompletionCommand} puts them. */
final class DaemonNames implements Iterable<String> {
  static final String MARK = "the-daemons-of-this-host";

  @Override
  public Iterator<String> iterator() {
    return List.of(MARK).iterator();
  }
}
