package org.puppetporto.cli;

import java.util.Iterator;
import java.util.List;

/** The two words as completion offers them. */
final class OnOrOff implements Iterable<String> {
  static final String ON = "on";
  static final String OFF = "off";

  @Override
  public Iterator<String> iterator() {
    return List.of(ON, OFF).iterator();
  }
}
