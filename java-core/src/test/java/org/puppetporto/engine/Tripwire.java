package org.puppetporto.engine;

/** Counts the points at which the engine touches the world, and kills it at one of them. */
final class Tripwire {
  private int passed;
  private int at = Integer.MAX_VALUE;

  void arm(int point) {
    passed = 0;
    at = point;
  }

  void disarm() {
    arm(Integer.MAX_VALUE);
  }

  int passed() {
    return passed;
  }

  void pass(String where) {
    if (passed++ == at) {
      throw new Killed(where);
    }
  }
}
