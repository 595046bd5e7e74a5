package org.puppetporto.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.puppetporto.engine.Outcome;

/**
 * Says what was done and what is wrong, once each: a trouble that lasts is told again only when it changes.
 */
final class Journalist {
  private final Consumer<String> out;
  private final Map<String, String> troubles = new HashMap<>();

  /** @param out takes lines for people */
  Journalist(Consumer<String> out) {
    this.out = out;
  }

  synchronized void say(String line) {
    out.accept(line);
  }

  synchronized void did(Outcome outcome) {
    if (outcome.changed()) {
      out.accept(outcome.name() + ": " + String.join("; ", outcome.events()) + "; now " + outcome.state());
    }
  }

  /** @param matter what the trouble is about; a new text about the same matter replaces the last */
  synchronized void trouble(String matter, String text) {
    if (!text.equals(troubles.put(matter, text))) {
      out.accept(text);
    }
  }

  /** There is no trouble in this matter, or no longer. */
  synchronized void over(String matter) {
    if (troubles.remove(matter) != null) {
      out.accept(matter + ": no trouble any more");
    }
  }
}
