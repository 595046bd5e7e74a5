package org.puppetporto.status.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.puppetporto.status.log.LogSettings;
import org.puppetporto.status.sink.Settings.Juggler;
import org.puppetporto.status.sink.Settings.Prometheus;
import org.puppetporto.status.sink.Settings.Yasm;

/** Reads the configuration file, JSON as Puppet writes it (docs/monitoring/README.md). */
public final class SettingsReader {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final long MAX_BYTES = 1 << 20;

  private final Path file;
  private final Path defaultLog;
  private final Supplier<String> hostname;

  /**
   * @param file need not be there: every sink is off then
   * @param defaultLog where actions are logged when it does not say
   */
  public SettingsReader(Path file, Path defaultLog) {
    this(file, defaultLog, SettingsReader::hostname);
  }

  SettingsReader(Path file, Path defaultLog, Supplier<String> hostname) {
    this.file = file;
    this.defaultLog = defaultLog;
    this.hostname = hostname;
  }

  public Settings read() throws SettingsException {
    SettingsNode root = new SettingsNode(file, "", document());
    root.only(Set.of("prometheus", "yasm", "juggler", "log"));
    return new Settings(prometheus(root.child("prometheus")), yasm(root.child("yasm")),
        juggler(root.child("juggler")), log(root.child("log")));
  }

  /** What holds when the file cannot be used: no sink, and the usual log. */
  public Settings none() {
    return new Settings(Optional.empty(), Optional.empty(), Optional.empty(),
        new LogSettings(defaultLog, LogSettings.MAX_BYTES, LogSettings.KEEP));
  }

  private Map<String, Object> document() throws SettingsException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new SettingsException(file + ": is longer than " + MAX_BYTES + " bytes; this is no configuration");
      }
      return JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? ""
          : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new SettingsException(file + place + ": is not a JSON object: " + e.getOriginalMessage()
          + "; correct it, or let Puppet write it again");
    } catch (IOException e) {
      throw new SettingsException(file + ": cannot be read: " + e + "; check its mode and that it is a file");
    }
  }

  private static Optional<Prometheus> prometheus(SettingsNode node) throws SettingsException {
    node.only(Set.of("directory"));
    return node.path("directory").map(Prometheus::new);
  }

  private static Optional<Yasm> yasm(SettingsNode node) throws SettingsException {
    node.only(Set.of("url", "suffix", "ttl", "tags", "deadline"));
    Optional<java.net.URI> url = node.url("url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Yasm(url.get(),
        node.text("suffix", "_(?:[adt][vehmntx]{3}|summ|hgram|max)", "such as _thhh or _ahhh").orElse(Yasm.SUFFIX),
        node.number("ttl", 1, 86_400).orElse(Yasm.TTL), node.texts("tags"), deadline(node)));
  }

  private Optional<Juggler> juggler(SettingsNode node) throws SettingsException {
    node.only(Set.of("url", "host", "source", "deadline"));
    Optional<java.net.URI> url = node.url("url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Juggler(url.get(),
        node.text("host", "[A-Za-z0-9._:-]+", "a host's name").orElseGet(hostname),
        node.text("source", "[\\x21-\\x7e]+", "a word").orElse(Juggler.SOURCE), deadline(node)));
  }

  private static Duration deadline(SettingsNode node) throws SettingsException {
    return node.number("deadline", 1, 60).map(Duration::ofSeconds).orElse(Settings.DEADLINE);
  }

  private LogSettings log(SettingsNode node) throws SettingsException {
    node.only(Set.of("file", "max_bytes", "keep"));
    return new LogSettings(node.path("file").orElse(defaultLog),
        node.number("max_bytes", 4096, 1L << 40).orElse(LogSettings.MAX_BYTES),
        node.number("keep", 0, 100).map(Long::intValue).orElse(LogSettings.KEEP));
  }

  /** The kernel's own, since asking the resolver may hang. */
  private static String hostname() {
    try {
      return Files.readString(HOSTNAME).trim();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
