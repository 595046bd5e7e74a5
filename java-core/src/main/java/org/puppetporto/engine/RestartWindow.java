package org.puppetporto.engine;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of the day at which a daemon may be restarted, in the host's zone.
 *
 * @param text as declared: {@code "22:00-06:00"} wraps midnight, two equal times mean the whole day
 * @param from its first moment
 * @param to the first moment after it
 */
record RestartWindow(String text, LocalTime from, LocalTime to) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT);
  /** A clock that is put forward may skip the window of one day. */
  private static final int DAYS = 3;

  static RestartWindow parse(String text) {
    int dash = text.indexOf('-');
    return new RestartWindow(text,
        LocalTime.parse(text.substring(0, dash).trim()), LocalTime.parse(text.substring(dash + 1).trim()));
  }

  boolean contains(LocalTime time) {
    boolean after = !time.isBefore(from);
    boolean before = time.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }

  /** When it opens next, in words with the zone, since a reader may sit in another one. */
  String nextOpening(ZonedDateTime now) {
    ZonedDateTime opening = now;
    for (int day = 0; day <= DAYS; day++) {
      opening = now.toLocalDate().plusDays(day).atTime(from).atZone(now.getZone());
      if (opening.isAfter(now) && contains(opening.toLocalTime())) {
        break;
      }
    }
    return MOMENT.format(opening);
  }
}
