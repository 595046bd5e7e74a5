package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.puppetporto.status.log.LogSettings;

class SettingsReaderTest {
  private static final Path LOG = Path.of("/var/log/porto-daemon.log");

  @TempDir
  private Path directory;

  private Settings read(String text) throws IOException, SettingsException {
    return new SettingsReader(Files.writeString(directory.resolve("c.json"), text), LOG, () -> "here").read();
  }

  @Test
  void withoutAFileEverySinkIsOff() throws SettingsException {
    SettingsReader reader = new SettingsReader(directory.resolve("nowhere"), LOG);
    assertFalse(reader.read().reports());
    assertEquals(reader.none(), reader.read());
    assertEquals(new LogSettings(LOG, 10 << 20, 5), reader.read().log());
  }

  @Test
  void withoutAnAddressASinkIsOff() throws Exception {
    assertFalse(read("{\"yasm\": {\"ttl\": 5}, \"juggler\": {\"url\": \"\"}, \"prometheus\": {}}").reports());
  }

  @Test
  void readsEverything() throws Exception {
    Settings all = read("{\"prometheus\": {\"directory\": \"/textfile\"}, \"yasm\": {\"url\": \"http://y:1/p\","
        + " \"suffix\": \"_ahhh\", \"ttl\": 300, \"tags\": {\"itype\": \"x\"}, \"deadline\": 2},"
        + " \"juggler\": {\"url\": \"https://j/e\", \"host\": \"a.b\", \"source\": \"me\"},"
        + " \"log\": {\"file\": \"/l\", \"max_bytes\": 4096, \"keep\": 0}}");
    assertEquals(Path.of("/textfile"), all.prometheus().get().directory());
    assertEquals(new Settings.Yasm(URI.create("http://y:1/p"), "_ahhh", 300, new TreeMap<>(Map.of("itype", "x")),
        Duration.ofSeconds(2)), all.yasm().get());
    assertEquals(new Settings.Juggler(URI.create("https://j/e"), "a.b", "me", Duration.ofSeconds(5)),
        all.juggler().get());
    assertEquals(new LogSettings(Path.of("/l"), 4096, 0), all.log());
  }

  @Test
  void theDefaultsAreTheSeeds() throws Exception {
    Settings all = read("{\"yasm\": {\"url\": \"http://y\"}, \"juggler\": {\"url\": \"http://j\"}}");
    assertEquals("_thhh", all.yasm().get().suffix());
    assertEquals("here", all.juggler().get().host());
    assertEquals("porto-daemon", all.juggler().get().source());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{                                          | c.json:1:",
      "[]                                         | is not a JSON object",
      "{\"yasm\": {}, \"yasm\": {}}               | yasm",
      "{\"graphite\": {}}                         | graphite: is not known; here belong juggler, log, prometheus, yasm",
      "{\"yasm\": 1}                              | yasm: is 1; write a mapping",
      "{\"yasm\": {\"url\": \"y:1\"}}             | yasm.url: is y:1; write an address",
      "{\"yasm\": {\"url\": \"ftp://y\"}}         | yasm.url: is ftp://y",
      "{\"yasm\": {\"url\": \"http://me:pw@y\"}}   | yasm.url: holds a user or a password; neither would be sent",
      "{\"yasm\": {\"url\": \"http://y\", \"suffix\": \"thhh\"}} | yasm.suffix: is thhh; write such as _thhh",
      "{\"yasm\": {\"url\": \"http://y\", \"ttl\": \"5\"}}       | yasm.ttl: is 5; write a whole number",
      "{\"yasm\": {\"url\": \"http://y\", \"tags\": {\"a\": \"b;c\"}}} | yasm.tags.a: is b;c",
      "{\"juggler\": {\"url\": \"http://j\", \"deadline\": 0}}   | juggler.deadline: is 0",
      "{\"prometheus\": {\"directory\": \"relative\"}}           | prometheus.directory: is relative",
      "{\"log\": {\"keep\": 1.5}}                 | log.keep: is 1.5",
  })
  void whatIsWrongIsNamedWithItsPlace(String text, String expected) {
    SettingsException e = assertThrows(SettingsException.class, () -> read(text));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().startsWith(directory.resolve("c.json").toString()), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"http://me:s3cret@y y/p\"                  | is http://y y/p; write",
      "\"http://me:s3cret@s3cret?s3cret@y y/\"     | is http://y y/; write",
      "\"http://y y/p?token=s3cret\"               | is http://y y/p; write",
      "\"http://y y/p?s3cret@z#s3cret\"            | is http://z; write",
      "\"ftp://me:s3cret@y/\"                      | is ftp://y/; write",
      "\"me:s3cret@y/?s3cret\"                     | is y/; write",
      "\"me:s3cret://s3cret@y\"                    | is y; write",
      "\"http://y/?to\\nken=s3cret\"               | is http://y/; write",
      "[\"http://me:s3cret@y/\"]                   | is no text; write",
  })
  void noSecretIsShownOfWhatIsNoAddress(String url, String expected) {
    for (String sink : List.of("yasm", "juggler")) {
      SettingsException e = assertThrows(SettingsException.class,
          () -> read("{\"" + sink + "\": {\"url\": " + url + "}}"));
      assertTrue(e.getMessage().contains(sink + ".url: " + expected), e.getMessage());
      assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
    }
  }
}
