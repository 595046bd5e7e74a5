package org.puppetporto.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.cli.doctor.Finding.Verdict;

/** What checks found, in the order in which they looked. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void ok(String check, String text) {
    all.add(new Finding(check, Verdict.OK, text, ""));
  }

  void warn(String check, String text, String remedy) {
    all.add(new Finding(check, Verdict.WARN, text, remedy));
  }

  void fail(String check, String text, String remedy) {
    all.add(new Finding(check, Verdict.FAIL, text, remedy));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
