package org.puppetporto.cli.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The Java that runs this. */
record JavaCheck(Properties java) implements Check {
  private static final String NAME = "Java";

  @Override
  public void look(Findings findings) {
    String names = java.getProperty("sun.jnu.encoding", "");
    boolean any = Charset.isSupported(names) && Charset.forName(names).equals(StandardCharsets.UTF_8);
    String text = java.getProperty("java.version", "?") + " at " + java.getProperty("java.home", "?");
    if (any) {
      findings.ok(NAME, text);
    } else {
      findings.warn(NAME, text + " takes names of files for " + names + ": others than ASCII cannot be opened",
          "set LC_ALL=C.UTF-8");
    }
  }
}
