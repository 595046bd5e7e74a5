package org.puppetporto.agent;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What goes wrong over and over is said once: only what the last round did not say. One thread uses it. */
final class Complaints {
  private final Consumer<String> out;
  private Set<String> before = new HashSet<>();
  private Set<String> now = new HashSet<>();

  Complaints(Consumer<String> out) {
    this.out = out;
  }

  void add(String line) {
    if (now.add(line) && !before.contains(line)) {
      out.accept(line);
    }
  }

  /** A round is over. */
  void round() {
    before = now;
    now = new HashSet<>();
  }
}
