package org.puppetporto.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of apt's configuration, as apt itself sees them. */
final class AptConfig {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z]='(.*)'");

  private final AptSettings settings;
  private final Tool tool;

  AptConfig(AptSettings settings, Tool tool) {
    this.settings = settings;
    this.tool = tool;
  }

  /** One value for each item; {@code /f} after an item asks for it as a full path. */
  List<String> values(String... items) throws AptException {
    // The subcommand prints NAME='value' lines; no shell is started.
    List<String> argv = new ArrayList<>(List.of("apt-config", "shell"));
    for (int i = 0; i < items.length; i++) {
      argv.add(String.valueOf((char) ('A' + i)));
      argv.add(items[i]);
    }
    List<String> values = new ArrayList<>();
    Tool.Outcome outcome = tool.read(argv, Path.of("/"), settings.readDeadline(), line -> { });
    for (String line : outcome.lines()) {
      Matcher matcher = VARIABLE.matcher(line);
      if (matcher.matches()) {
        values.add(matcher.group(1));
      }
    }
    if (values.size() != items.length) {
      throw new AptException(
          AptException.Reason.TOOL,
          "apt-config does not say what " + String.join(", ", items) + " is, but: " + outcome.lines());
    }
    return values;
  }
}
