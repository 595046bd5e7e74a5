package org.puppetporto.spec;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.puppetporto.spec.Policy.RestartPolicy;
import org.puppetporto.spec.property.DidYouMean;
import org.puppetporto.spec.property.Natives;

/** Reads the policy keys; what is not declared keeps its default. */
final class PolicyReader {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_NUMBER = 20;

  private final Map<?, ?> tree;
  private final String path;
  private final Problems problems;

  private PolicyReader(Map<?, ?> tree, String path, Problems problems) {
    this.tree = tree;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Reads a policy.
   *
   * @param tree a mapping that holds policy keys, and maybe others, which are not looked at
   */
  static Policy read(Map<?, ?> tree, String path, Problems problems) {
    return new PolicyReader(tree, path, problems).policy();
  }

  private Policy policy() {
    Policy base = Policy.DEFAULT;
    Policy policy = new Policy(
        duration("stop_timeout", base.stopTimeout()),
        duration("ready_timeout", base.readyTimeout()),
        duration("min_uptime", base.minUptime()),
        bool("rollback", base.rollback()),
        word("update_strategy", base.updateStrategy()),
        word("restart_policy", base.restartPolicy()),
        window(),
        word("unsupported", base.unsupported()),
        bool("adopt", base.adopt()),
        bool("purge_preexisting", base.purgePreexisting()),
        bool("allow_downgrade", base.allowDowngrade()),
        bool("change_held", base.changeHeld()),
        word("conffiles", base.conffiles()),
        bool("suppress_services", base.suppressServices()));
    if (policy.restartPolicy() == RestartPolicy.WINDOW && !has("restart_window")) {
      problems.add(Tree.path(path, "restart_policy"),
          "window needs to know when; write restart_window as well, such as \"02:00-05:30\"");
    }
    return policy;
  }

  private boolean has(String key) {
    return tree.get(key) != null;
  }

  private boolean bool(String key, boolean otherwise) {
    return has(key) ? Values.bool(tree.get(key), otherwise, Tree.path(path, key), problems) : otherwise;
  }

  private <E extends Enum<E>> E word(String key, E otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String given = String.valueOf(tree.get(key));
    List<String> words = new ArrayList<>();
    for (E value : otherwise.getDeclaringClass().getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (word.equals(given)) {
        return value;
      }
      words.add(word);
    }
    problems.add(Tree.path(path, key), Natives.describe(tree.get(key)) + " is not known here; write one of "
        + String.join(", ", words) + DidYouMean.hint(given, words));
    return otherwise;
  }

  private Duration duration(String key, Duration otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = tree.get(key);
    Duration duration = value instanceof Number || value instanceof String ? duration(value.toString())
        : null;
    if (duration == null || duration.compareTo(DAY) > 0) {
      problems.add(Tree.path(path, key), Natives.describe(value)
          + " is no duration; write seconds such as 10 or 0.5, or 500ms, 10s, 5m, 1h, at most a day");
      return otherwise;
    }
    return duration;
  }

  private static Duration duration(String text) {
    int end = 0;
    while (end < text.length()
        && (text.charAt(end) >= '0' && text.charAt(end) <= '9' || text.charAt(end) == '.')) {
      end++;
    }
    long millis = millis(text.substring(end).trim());
    if (millis == 0 || end == 0 || end > MAX_NUMBER) {
      return null;
    }
    try {
      BigDecimal total = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(millis));
      return total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null
          : Duration.ofMillis(total.longValue());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static long millis(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "":
      case "s":
        return 1_000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        return 0;
    }
  }

  private String window() {
    if (!has("restart_window")) {
      return "";
    }
    Object value = tree.get("restart_window");
    String text = value instanceof String ? ((String) value).trim() : "";
    int hyphen = text.indexOf('-');
    if (hyphen > 0 && isTime(text.substring(0, hyphen)) && isTime(text.substring(hyphen + 1))) {
      return text;
    }
    problems.add(Tree.path(path, "restart_window"),
        Natives.describe(value)
        + " is no window; write two times of the day in quotes, such as \"02:00-05:30\"");
    return "";
  }

  private static boolean isTime(String text) {
    return text.length() == 5 && text.charAt(2) == ':' && below(text.substring(0, 2), 24)
        && below(text.substring(3), 60);
  }

  private static boolean below(String digits, int limit) {
    return digits.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(digits) < limit;
  }
}
