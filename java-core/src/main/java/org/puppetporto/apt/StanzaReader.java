package org.puppetporto.apt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/**
 * One pass over the bytes of a dpkg status or journal file. Only the five fields in use are looked at, told
 * apart by their first bytes; all else is skipped to the end of its line. dpkg writes field names in one
 * spelling, so case is not folded, and in one order ({@code fieldinfos} in its {@code lib/dpkg/parse.c}), in
 * which the version is the last one in use: what follows it, most of the file, is skipped to the end of the
 * stanza, every other byte.
 */
final class StanzaReader {
  /** One stanza. {@code status} is as written: want, flag and state. */
  record Stanza(String name, String architecture, String version, String status, boolean essential) {}

  private static final byte[] PACKAGE = "Package: ".getBytes(UTF_8);
  private static final byte[] ARCHITECTURE = "Architecture: ".getBytes(UTF_8);
  private static final byte[] VERSION = "Version: ".getBytes(UTF_8);
  private static final byte[] STATUS = "Status: ".getBytes(UTF_8);
  private static final byte[] ESSENTIAL = "Essential: yes".getBytes(UTF_8);
  // Almost every stanza has these values: comparing bytes is cheaper than making strings of them.
  private static final String[] COMMON = {"install ok installed", "deinstall ok config-files", "all"};
  private static final byte[][] COMMON_BYTES = {
    COMMON[0].getBytes(UTF_8), COMMON[1].getBytes(UTF_8), COMMON[2].getBytes(UTF_8)
  };

  private final byte[] data;
  private String lastArchitecture = "all";
  private byte[] lastArchitectureBytes = COMMON_BYTES[2];

  private StanzaReader(byte[] data) {
    this.data = data;
  }

  static void read(byte[] data, Consumer<Stanza> stanzas) {
    new StanzaReader(data).read(stanzas);
  }

  private void read(Consumer<Stanza> stanzas) {
    String name = "";
    String architecture = "";
    String version = "";
    String status = "";
    boolean essential = false;
    int at = 0;
    while (at < data.length) {
      int end = lineEnd(at);
      if (end == at) {
        if (!name.isEmpty()) {
          stanzas.accept(new Stanza(name, architecture, version, status, essential));
        }
        name = architecture = version = status = "";
        essential = false;
      } else {
        switch (data[at]) {
          case 'P' -> name = startsWith(PACKAGE, at) ? text(at + PACKAGE.length, end) : name;
          case 'V' -> version = startsWith(VERSION, at) ? text(at + VERSION.length, end) : version;
          case 'S' -> status = startsWith(STATUS, at) ? common(at + STATUS.length, end) : status;
          case 'A' -> architecture =
              startsWith(ARCHITECTURE, at) ? architecture(at + ARCHITECTURE.length, end) : architecture;
          case 'E' -> essential |= startsWith(ESSENTIAL, at);
          default -> { }
        }
      }
      boolean whole = !version.isEmpty() && !name.isEmpty() && !status.isEmpty() && !architecture.isEmpty();
      at = whole ? stanzaEnd(end) : end + 1;
    }
    if (!name.isEmpty()) {
      stanzas.accept(new Stanza(name, architecture, version, status, essential));
    }
  }

  /** Where the next empty line begins; an empty line is two line ends, one of which every other byte meets. */
  private int stanzaEnd(int lineEnd) {
    int last = data.length - 1;
    for (int at = lineEnd + 1; at < last; at += 2) {
      if (data[at] == '\n') {
        if (data[at - 1] == '\n') {
          return at;
        }
        if (data[at + 1] == '\n') {
          return at + 1;
        }
      }
    }
    return data.length;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < data.length && data[at] != '\n') {
      at++;
    }
    return at;
  }

  private boolean startsWith(byte[] prefix, int at) {
    return equal(prefix, at, Math.min(at + prefix.length, data.length));
  }

  private boolean equal(byte[] expected, int from, int to) {
    if (to - from != expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (data[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private String common(int from, int to) {
    for (int i = 0; i < COMMON.length; i++) {
      if (equal(COMMON_BYTES[i], from, to)) {
        return COMMON[i];
      }
    }
    return text(from, to);
  }

  private String architecture(int from, int to) {
    if (!equal(lastArchitectureBytes, from, to)) {
      lastArchitecture = text(from, to);
      lastArchitectureBytes = lastArchitecture.getBytes(UTF_8);
    }
    return lastArchitecture;
  }

  private String text(int from, int to) {
    while (to > from && data[to - 1] == ' ') {
      to--;
    }
    return new String(data, from, to - from, UTF_8);
  }
}
