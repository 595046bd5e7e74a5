package org.puppetporto.embedded.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resource limits: {@code type: soft hard; }, in the order they were set; hard is soft when left out. */
public final class Ulimits {
  public static final String UNLIMITED = "unlimited";
  private static final Set<String> INFINITE = Set.of("unlimited", "unlim", "inf", "-1");
  private static final Set<String> TYPES = Set.of("as", "core", "cpu", "data", "fsize", "locks", "memlock",
      "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack");

  /** A soft and a hard limit, each a decimal number or {@link #UNLIMITED}. */
  public record Limit(String soft, String hard) {
    String format(String type) {
      return type + ": " + soft + " " + hard;
    }
  }

  private Ulimits() {}

  public static Map<String, Limit> parse(String text) {
    Map<String, Limit> limits = new LinkedHashMap<>();
    for (String item : Escaped.split(text, ';')) {
      parseItem(item, limits);
    }
    return limits;
  }

  public static String format(Map<String, Limit> limits) {
    StringBuilder text = new StringBuilder();
    limits.forEach((type, limit) -> text.append(limit.format(type)).append("; "));
    return text.toString();
  }

  public static String canonical(String text) {
    return format(parse(text));
  }

  public static boolean isType(String type) {
    return TYPES.contains(type);
  }

  /** All limits as {@code type=soft:hard}, which is what util-linux's prlimit takes behind two dashes. */
  public static List<String> forPrlimit(Map<String, Limit> limits) {
    List<String> options = new ArrayList<>();
    limits.forEach((type, limit) -> options.add(type + "=" + limit.soft() + ":" + limit.hard()));
    return options;
  }

  private static void parseItem(String item, Map<String, Limit> limits) {
    int colon = item.indexOf(':');
    String type = colon < 0 ? "" : Blank.trim(item.substring(0, colon));
    if (!TYPES.contains(type)) {
      throw PortoFailure.invalidValue("Invalid ulimit: " + item);
    }
    String value = Blank.trim(item.substring(colon + 1));
    int space = value.indexOf(' ');
    String soft = amount(space < 0 ? value : value.substring(0, space), item);
    String second = space < 0 ? "" : Blank.trim(value.substring(space));
    limits.put(type, new Limit(soft, second.isEmpty() ? soft : amount(second, item)));
  }

  private static String amount(String text, String item) {
    if (INFINITE.contains(text)) {
      return UNLIMITED;
    }
    try {
      return Sizes.canonical(text);
    } catch (PortoFailure e) {
      throw e.within("Invalid ulimit: " + item);
    }
  }
}
