package org.puppetporto.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page as roff with the macros of man(7): one section a command, with its options. */
final class ManPage {
  private static final String HEAD = """
      .\\" Made by porto-daemon man.
      .TH PORTO-DAEMON 8 "" "" "System Administration"
      .SH NAME
      porto-daemon \\- run Porto daemons as declared
      .SH SYNOPSIS
      .B porto-daemon
      .I COMMAND
      [\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]
      .SH DESCRIPTION
      A Porto daemon is a set of deb packages with pinned versions, and a command that runs in a Porto container.
      .B porto-daemon
      brings daemons of this host to their definitions, tells how they are, and operates them.
      It speaks to the same engine as the Puppet module, and takes the same lock.
      Each command knows
      .BR \\-\\-help .
      .SH COMMANDS
      """;
  private static final String TAIL = """
      .SH EXIT STATUS
      .TP
      .B 0
      done; for plan: nothing differs
      .TP
      .B 1
      something was refused or failed; standard error says what
      .TP
      .B 2
      of plan alone: there are differences
      .TP
      .B 64
      the command line is wrong
      .TP
      .B 69
      Porto is out of reach
      .TP
      .B 70
      a fault of the program itself
      .TP
      .B 75
      another run holds the host's lock
      .TP
      .B 77
      what was asked for waits: somebody holds the daemon, or the revision has failed and is not tried again
      .PP
      exec and shell exit as the inner command does: 128 and the signal's number when one ended it, 127 when there is
      no such command.
      .SH ENVIRONMENT
      .TP
      .B PORTO_SOCKET
      portod's socket, /run/portod.socket unless set
      .TP
      .B PORTO_DAEMON_STATE_DIR, PORTO_DAEMON_RUN_DIR, PORTO_DAEMON_CACHE_DIR
      the state store, the lock, kept packages
      .TP
      .B PORTO_DAEMON_DEFINITIONS_DIR, PORTO_DAEMON_CONFIG, PORTO_DAEMON_LOG, PORTO_DAEMON_SYSLOG
      definition files, the configuration of sinks and log, the log of actions, syslog's socket
      .TP
      .B PORTO_DAEMON_LOCK_TIMEOUT
      for how many seconds another run is waited for, 300 unless set
      .TP
      .B NO_COLOR
      no colours, if it is set to anything
      .TP
      .B COLUMNS
      the width of tables
      .SH FILES
      .TP
      .I /etc/hostman/porto-daemons.d
      definition files: *.yml, *.yaml, *.json
      .TP
      .I /etc/porto-daemons/config.json
      where status goes, and where actions are logged
      .TP
      .I /var/lib/porto-daemons
      the state store: revisions, packages, who did what
      .TP
      .I /var/log/porto-daemon.log
      one line for every action
      .SH SEE ALSO
      .BR portoctl (1),
      .BR apt-get (8),
      .BR puppet (8)
      """;

  private ManPage() {}

  static String of(CommandSpec root) {
    StringBuilder out = new StringBuilder(HEAD);
    root.subcommands().values().stream().map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden()).forEach(command -> section(out, command));
    return out.append(TAIL).toString();
  }

  private static void section(StringBuilder out, CommandSpec command) {
    out.append(".SS \"").append(text(synopsis(command))).append("\"\n");
    paragraph(out, command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(out, "\\fI" + text(parameter.paramLabel()) + "\\fR", parameter.description());
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.hidden()) {
        String names = List.of(option.names()).stream().map(name -> "\\fB" + text(name) + "\\fR")
            .collect(Collectors.joining(", "));
        entry(out, names + (takesValue(option) ? " \\fI" + text(option.paramLabel()) + "\\fR" : ""),
            option.description());
      }
    }
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder out = new StringBuilder(command.name());
    for (OptionSpec option : command.options()) {
      if (option.required()) {
        out.append(' ').append(option.longestName()).append(' ').append(option.paramLabel());
      }
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      boolean needed = parameter.arity().min() > 0;
      boolean several = parameter.arity().max() > 1;
      out.append(needed ? " " : " [").append(parameter.paramLabel()).append(several ? " ..." : "")
          .append(needed ? "" : "]");
    }
    return out.toString();
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  private static void entry(StringBuilder out, String term, String[] description) {
    out.append(".TP\n").append(term).append('\n');
    paragraph(out, description);
  }

  private static void paragraph(StringBuilder out, String[] lines) {
    String text = text(String.join(" ", lines));
    // A line that begins with a dot or a quote would be a request.
    out.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "").append(text).append('\n');
  }

  private static String text(String plain) {
    return plain.replace("\\", "\\e").replace("-", "\\-");
  }
}
