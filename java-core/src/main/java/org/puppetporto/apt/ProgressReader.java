package org.puppetporto.apt;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells how far apt-get is from what it prints. Downloads report through {@code APT::Status-Fd}; for an
 * installation that stream cannot be used, because apt closes the descriptor it is given in dpkg, and with
 * it the stdout of maintainer scripts. There, dpkg's own lines are counted against apt's summary.
 */
final class ProgressReader implements Consumer<String> {
  private static final Pattern STATUS = Pattern.compile("(?:dlstatus|pmstatus):(.+?):([0-9.]+):(.*)");
  private static final Pattern SUMMARY = Pattern.compile("\\d+ upgraded, .*");
  private static final Pattern COUNT =
      Pattern.compile("(\\d+) (upgraded|newly installed|downgraded|reinstalled|to remove)");
  private static final Pattern STEP =
      Pattern.compile("(Unpacking|Setting up|Removing|Purging configuration files for) (\\S+) \\(.*");

  private final Consumer<AptProgress> progress;
  private int steps;
  private int done;

  ProgressReader(Consumer<AptProgress> progress) {
    this.progress = progress;
  }

  @Override
  public void accept(String line) {
    Matcher status = STATUS.matcher(line);
    Matcher step = STEP.matcher(line);
    if (status.matches()) {
      report("download", "", Double.parseDouble(status.group(2)), status.group(3));
    } else if (SUMMARY.matcher(line).matches()) {
      steps = steps(line);
    } else if (step.matches()) {
      done++;
      double percent = steps == 0 ? 0 : Math.min(100.0, 100.0 * done / steps);
      report("install", step.group(2), percent, line);
    }
  }

  /** Unpacking and setting up for each package that comes; removing for each that goes. */
  private static int steps(String summary) {
    int steps = 0;
    Matcher count = COUNT.matcher(summary);
    while (count.find()) {
      steps += Integer.parseInt(count.group(1)) * (count.group(2).equals("to remove") ? 1 : 2);
    }
    return steps;
  }

  private void report(String kind, String name, double percent, String text) {
    progress.accept(new AptProgress(kind, name, percent, text));
  }
}
