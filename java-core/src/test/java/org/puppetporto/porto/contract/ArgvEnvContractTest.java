package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments and environment arrive in the process byte for byte. */
class ArgvEnvContractTest extends Contract {
  @TempDir
  Path directory;

  static Stream<List<String>> arguments() {
    return Stream.of(
        List.of("a"), List.of("a b"), List.of(" padded "), List.of(""), List.of("", "", "x", ""),
        List.of("a'b"), List.of("a\"b"), List.of("it's \"both\""), List.of("a\tb"), List.of("a\nb"),
        List.of("\\"), List.of("a\\tb"), List.of("$HOME", "`id`", "$(id)"), List.of("*", "?", "[a]"),
        List.of("a;b", "a|b", "a&b", "a>b"), List.of("--flag=value with space"), List.of("grün", "日本", "🙂"),
        List.of("#", "!", "{}", "~"), List.of("a=b"), List.of("-"), List.of("x".repeat(10_000)));
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void argumentsAreExact(List<String> arguments) throws Exception {
    Path out = directory.resolve("out");
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "cat /proc/$$/cmdline > " + out, "sh"));
    argv.addAll(arguments);
    String name = finished(started(argv.toArray(String[]::new)));
    assertEquals("0", porto.get(name, "exit_code"), () -> "");
    assertEquals(argv, zeroTerminated(out));
  }

  @Test
  void thousandsOfArgumentsArrive() throws Exception {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "printf %s $#", "sh"));
    for (int i = 0; i < 3000; i++) {
      argv.add("argument " + i);
    }
    String name = finished(started(argv.toArray(String[]::new)));
    assertEquals("3000", porto.get(name, "stdout"));
  }

  private static List<String> zeroTerminated(Path file) throws Exception {
    String text = Files.readString(file);
    assertTrue(text.endsWith("\0"), text);
    return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private Map<String, String> environment(String name) throws Exception {
    Path out = directory.resolve("env");
    porto.setCommandArgv(name, List.of("/bin/sh", "-c", "cat /proc/$$/environ > " + out));
    porto.start(name);
    finished(name);
    Map<String, String> environment = new LinkedHashMap<>();
    for (String pair : zeroTerminated(out)) {
      int sign = pair.indexOf('=');
      environment.put(pair.substring(0, sign), pair.substring(sign + 1));
    }
    return environment;
  }

  static Stream<String> values() {
    return Stream.of("plain", "with space", " leading", "a;b", "a;;b;", "a\\b", "a\\;b", "\\", "a=b=c", "'", "\"",
        "a\nb", "a\tb", "grün 🙂", "$HOME", "x".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aVariableIsExact(String value) throws Exception {
    String name = created();
    porto.setEnv(name, Map.of("TESTED", Optional.of(value)));
    assertEquals(value, environment(name).get("TESTED"));
  }

  @Test
  void anEmptyVariableIsThere() throws Exception {
    String name = created();
    porto.setEnv(name, Map.of("TESTED", Optional.of("")));
    assertEquals("", environment(name).get("TESTED"));
  }

  @Test
  void aVariableCanBeTakenAway() throws Exception {
    String name = created();
    porto.setEnv(name, Map.of("PATH", Optional.empty(), "TESTED", Optional.of("1")));
    Map<String, String> environment = environment(name);
    assertFalse(environment.containsKey("PATH"), environment::toString);
    assertEquals("1", environment.get("TESTED"));
  }

  @Test
  void settingTheEnvironmentReplacesIt() throws Exception {
    String name = created();
    porto.setEnv(name, Map.of("OLD", Optional.of("1")));
    porto.setEnv(name, Map.of("NEW", Optional.of("2")));
    assertEquals("NEW=2", porto.get(name, "env"));
  }

  @Test
  void theEnvironmentReadsBackInTheOrderGiven() throws Exception {
    String name = created();
    Map<String, Optional<String>> env = new LinkedHashMap<>();
    env.put("Z", Optional.of("1"));
    env.put("A", Optional.empty());
    env.put("M", Optional.of("a;b\\c"));
    porto.setEnv(name, env);
    assertEquals("Z=1;A;M=a\\;b\\\\c", porto.get(name, "env"));
  }

  @Test
  void porteseVariablesAreThere() throws Exception {
    String name = created();
    Map<String, String> environment = environment(name);
    assertEquals(name, environment.get("PORTO_NAME"));
    assertTrue(environment.containsKey("PORTO_HOST"), environment::toString);
    assertEquals("lxc", environment.get("container"));
  }

  @Test
  void aSecretReachesTheProcessAndNobodyElse() throws Exception {
    String name = created();
    porto.setEnvSecret(name, Map.of("TOKEN", "s3cr;et \\ value"));
    String shown = porto.get(name, "env_secret");
    assertFalse(shown.contains("s3cr"), shown);
    assertEquals("s3cr;et \\ value", environment(name).get("TOKEN"));
    assertFalse(porto.get(name, "env").contains("s3cr"));
    assertFalse(porto.specs().list(List.of(name), List.of()).toString().contains("s3cr"));
  }

  @Test
  void aSecretIsRecognisedByItsSaltedDigest() throws Exception {
    String name = created();
    porto.setEnvSecret(name, Map.of("TOKEN", "geheim"));
    Matcher shown = Pattern.compile("TOKEN=<secret salt=(.{8}) md5=([0-9a-f]{32})>")
        .matcher(porto.get(name, "env_secret"));
    assertTrue(shown.matches(), () -> shown.toString());
    byte[] digest = MessageDigest.getInstance("MD5")
        .digest((shown.group(1) + "geheim").getBytes(StandardCharsets.UTF_8));
    assertEquals(shown.group(2), HexFormat.of().formatHex(digest));
  }

  @Test
  void aSaltIsUsedOnce() throws Exception {
    String name = created();
    porto.setEnvSecret(name, Map.of("TOKEN", "geheim"));
    assertFalse(porto.get(name, "env_secret").equals(porto.get(name, "env_secret")));
  }

  @Test
  void theStringFormLosesEmptyAndPaddedArguments() throws Exception {
    String name = created();
    porto.set(name, "command_argv", "a\t\tb\t c \td");
    assertEquals("a\tb\tc\td", porto.get(name, "command_argv"));
  }
}
