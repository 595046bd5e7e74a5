package org.puppetporto.spec;

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
    PolicyReader reader = new PolicyReader(tree, path, problems);
    return reader.silent() ? Policy.DEFAULT : reader.policy();
  }

  /** Whether no key is declared, as nearly always. */
  private boolean silent() {
    for (String key : Policy.KEYS) {
      if (has(key)) {
        return false;
      }
    }
    return true;
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
        bool("suppress_services", base.suppressServices()),
        bool("syslog", base.syslog()));
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
    return has(key) ? Durations.read(tree.get(key), otherwise, Tree.path(path, key), problems) : otherwise;
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
