package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;

/** What is said when somebody slips: one line on standard error, a code, and what to write instead. */
@Timeout(300)
class MistakesTest extends OnHost {
  @BeforeEach
  void open() throws IOException {
    String file = host.file("hello.yaml", """
        meta: {name: hello, version: "1"}
        spec:
          properties: {cmd: [sh, -c, 'echo only here; exec sleep 1000'], isolate: false}
          policy: {min_uptime: 0.1, stop_timeout: 1}
        """);
    assertEquals(0, host.run("apply", "-f", file).code());
  }

  private void refused(int code, String what, String... args) {
    Result result = host.run(args);
    assertEquals(code, result.code(), String.join(" ", args) + ": " + result.err());
    assertEquals("", result.out(), String.join(" ", args));
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("porto-daemon: ") && result.err().contains(what), result.err());
  }

  @Test
  void aDaemonThatIsNotThereIsNamedWithTheOneThatWasMeant() {
    for (String[] args : List.of(new String[] {"status", "helo"}, new String[] {"logs", "helo"},
        new String[] {"exec", "helo", "--", "true"}, new String[] {"shell", "helo"},
        new String[] {"history", "helo"}, new String[] {"spec", "helo"},
        new String[] {"restart", "helo", "--reason", "x"}, new String[] {"update", "helo", "--reason", "x"},
        new String[] {"stop", "helo", "--reason", "x"}, new String[] {"start", "helo", "--reason", "x"},
        new String[] {"maintenance", "on", "helo", "--reason", "x"},
        new String[] {"maintenance", "off", "helo"})) {
      refused(1, "helo is not known here; did you mean 'hello'?".substring(args[0].matches(
          "restart|update|stop|start|maintenance") ? 0 : "helo is not known here; ".length()), args);
    }
    refused(1, "porto-daemon status shows all", "status", "something-else");
    Result purge = host.run("purge", "--yes", "helo");
    assertEquals(0, purge.code(), "what is not there needs no purge");
    assertTrue(purge.err().contains("warning: there is no daemon helo on this host; did you mean 'hello'?"),
        purge.err());
  }

  @Test
  void aCommandOrOptionThatIsNotThereIsNamedWithTheOneThatWasMeant() {
    refused(64, "there is no command 'statsu'; did you mean 'status'; see: porto-daemon --help", "statsu");
    refused(64, "did you mean '--lines'", "logs", "hello", "--line");
    refused(64, "'xml' is no format; write table, json or yaml", "status", "-o", "xml");
    refused(64, "'--watch'", "status", "--watch=soon");
    refused(64, "give seconds from 0.1 to 3600", "status", "--watch=0");
  }

  @Test
  void anOptionsNumberMayBeLeftOutBeforeAName() {
    refused(1, "there is no daemon helo on this host", "status", "--watch", "helo");
  }

  @Test
  void aWrongCommandLineHasACodeOfItsOwn() {
    refused(64, "-f", "plan");
    refused(64, "\"hello.yaml\" is no source; write -f hello.yaml", "plan", "hello.yaml");
    refused(64, "-d", "apply", "-f", "a", "-d", "b");
    refused(64, "--reason TEXT", "maintenance", "on", "hello");
    refused(64, "neither on nor off", "maintenance", "onn", "hello", "--reason", "x");
    refused(64, "'--reason=TEXT'", "restart", "hello");
    refused(64, "write one of --stdout and --stderr", "logs", "hello", "--stdout", "--stderr");
    refused(64, "-n -5", "logs", "hello", "-n", "-5");
    refused(64, "--interval 0", "agent", "--interval", "0");
    refused(64, "-o json or -o yaml", "spec", "-o", "table");
    refused(64, "'extra' is one argument too many", "status", "hello", "extra");
    refused(64, "is no whole number up to 2147483647", "logs", "hello", "-n", "99999999999");
    for (String empty : List.of("", "  ", "\n")) {
      refused(64, "others will want to know why, and it is empty", "restart", "hello", "--reason", empty);
      refused(64, "others will want to know why, and it is empty", "maintenance", "on", "hello", "--reason", empty);
    }
  }

  @Test
  void aNameThatIsNoneIsShownAsItWasWritten() {
    refused(1, "there is no daemon \"\" on this host", "status", "");
    refused(1, "there is no daemon \"a b\" on this host", "logs", "a b");
    refused(1, "there is no daemon \"../x\" on this host", "history", "../x");
  }

  @Test
  void thePlaceOfACommandIsADaemonAndNeverTheHost() {
    for (String place : List.of("self", "/", ".", "hello/child", "/porto/hello", "")) {
      refused(64, " is no name for a daemon; write ", "exec", place, "--", "true");
      refused(64, " is no name for a daemon; write ", "shell", place);
    }
  }

  @Test
  void aReasonIsOneLineThatSteersNoTerminal() {
    Result restart = host.run("restart", "hello", "--reason", " two\nlines\033[31m ");
    assertEquals(0, restart.code(), restart.err());
    assertTrue(restart.out().startsWith("hello: restart: two lines [31m\n"), restart.out());
  }

  @Test
  void helpIsACommandToo() {
    assertEquals(host.run("--help").out(), host.run("help").out());
    assertEquals(host.run("logs", "--help").out(), host.run("help", "logs").out());
    refused(64, "there is no command 'lgos'; did you mean 'logs'?", "help", "lgos");
  }

  @Test
  void anEmptyStreamIsSaidToBeSoWithTheOtherOne() {
    Result logs = host.run("logs", "hello");
    assertEquals(0, logs.code());
    assertEquals("", logs.out());
    assertTrue(logs.err().contains("has written nothing to its stderr; for what it wrote to the other one add "
        + "--stdout"), logs.err());
    assertEquals("", host.run("logs", "hello", "-n", "0").err());
    assertEquals("only here\n", host.run("logs", "hello", "--stdout").out());
  }

  @Test
  void aPlanForProgramsHasItsFailuresInIt() throws Exception {
    String changed = host.file("changed.yaml", "meta: {name: hello, version: '2'}\nspec: {properties: {cmd: "
        + "[sleep, '5']}}\n");
    String refused = host.file("refused.yaml", "meta: {name: other}\nspec: {properties: {cmd: [sleep, '5']}}\n");
    try (PortoClient porto = Porto.connect(host.socket(), Deadlines.DEFAULT)) {
      porto.create("other");
    }
    Result plan = host.run("plan", "-f", changed, "-o", "json");
    assertEquals(2, plan.code(), plan.err());
    Map<?, ?> hello = (Map<?, ?>) daemons(plan).get("hello");
    assertEquals("restart", hello.get("disruption"));
    assertTrue(hello.get("differences").toString().contains("[\"sleep\",\"5\"]"), hello.toString());
    Result both = host.run("plan", "-f", changed, "-f", refused, "-o", "json");
    assertEquals(1, both.code());
    assertEquals(hello, daemons(both).get("hello"));
    String error = String.valueOf(((Map<?, ?>) daemons(both).get("other")).get("error"));
    assertTrue(error.contains("does not carry our label") && both.err().contains(error), error);
  }

  private static Map<?, ?> daemons(Result result) throws IOException {
    return (Map<?, ?>) JSON.std.mapFrom(result.out()).get("portoDaemons");
  }
}
