package org.puppetporto.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a completion script made from the commands themselves. */
@CommandLine.Command(name = "completion", description = "Prints completion for Bash.")
final class CompletionCommand extends FreeCommand {
  /** Reads file names, since starting a JVM at every press of a key would be felt. */
  private static final String NAMES = """

      # The daemons of this host, as far as this user may look into the state store.
      function _porto_daemon_names() {
        local record
        for record in "${PORTO_DAEMON_STATE_DIR:-/var/lib/porto-daemons}"/daemons/*.json; do
          if [ -e "$record" ]; then basename "$record" .json; fi
        done
      }
      """;

  @Spec
  private CommandSpec spec;

  CompletionCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("porto-daemon", spec.root().commandLine())
        // The library takes every part of an option for the option, such as "on" of --reason.
        .replace(" =~ ${previousWord} ]]", " == *\"'${previousWord}'\"* ]]");
    console.out().print(script.replace("\"" + DaemonNames.MARK + "\"", "$(_porto_daemon_names)") + NAMES);
    return Exit.OK;
  }
}
