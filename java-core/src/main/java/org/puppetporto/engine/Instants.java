package org.puppetporto.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instants as the store holds them. */
final class Instants {
  /** {@code 2026-01-31T12:00:00} with what may follow: nothing or a fraction of a second, then {@code Z}. */
  private static final int SECONDS = 19;
  private static final int LONGEST = SECONDS + 11;

  private Instants() {}

  /**
   * Reads what {@link Instant#toString} wrote. Java's own reading sets up all of its date formats first, which a
   * core that has just started pays for with a tenth of its life; whatever looks unusual is left to it.
   *
   * @throws java.time.DateTimeException when it is no instant
   */
  static Instant read(String text) {
    int end = text.length() - 1;
    boolean usual = end >= SECONDS && end < LONGEST && text.charAt(end) == 'Z' && text.charAt(4) == '-'
        && text.charAt(7) == '-' && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':'
        && (end == SECONDS || text.charAt(SECONDS) == '.' && end > SECONDS + 1);
    if (!usual) {
      return Instant.parse(text);
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS);
    int fraction = end == SECONDS ? 0 : number(text, SECONDS + 1, end);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || second < 0 || second > 59
        || fraction < 0) {
      return Instant.parse(text);
    }
    for (int digits = end - SECONDS - 1; digits < 9 && fraction > 0; digits++) {
      fraction *= 10;
    }
    return LocalDateTime.of(year, month, day, hour, minute, second, fraction).toInstant(ZoneOffset.UTC);
  }

  /** The decimal digits from one place to another; -1 when something else is among them. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
