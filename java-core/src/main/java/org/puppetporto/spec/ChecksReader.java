package org.puppetporto.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.spec.property.Natives;

/** Reads what a probe asks: exactly one of a command, a connection, a GET. */
final class ChecksReader {
  static final Set<String> HTTP = Set.of("url", "host", "port", "path", "scheme", "status");
  private static final Set<String> KINDS = Set.of("exec", "tcp", "http");
  private static final String LOCAL = "127.0.0.1";
  private static final int LOWEST_STATUS = 200;
  private static final int HIGHEST_STATUS = 399;

  private final String path;
  private final Problems problems;

  private ChecksReader(String path, Problems problems) {
    this.path = path;
    this.problems = problems;
  }

  static Optional<Check> read(Map<?, ?> probe, String path, Problems problems) {
    List<String> given = KINDS.stream().filter(kind -> probe.get(kind) != null).sorted().toList();
    if (given.size() != 1) {
      problems.add(path, (given.isEmpty() ? "asks nothing" : String.join(" and ", given) + " are too much")
          + "; write one of exec: [COMMAND, ARGUMENT], tcp: PORT, http: URL");
      return Optional.empty();
    }
    String kind = given.get(0);
    ChecksReader reader = new ChecksReader(Tree.path(path, kind), problems);
    switch (kind) {
      case "exec":
        return reader.exec(probe.get(kind));
      case "tcp":
        return reader.tcp(probe.get(kind));
      default:
        return reader.http(probe.get(kind));
    }
  }

  private Optional<Check> exec(Object value) {
    List<String> argv = new ArrayList<>();
    if (value instanceof List<?> words) {
      for (Object word : words) {
        if (word instanceof String || word instanceof Integer || word instanceof Long) {
          argv.add(word.toString());
        }
      }
      if (argv.size() == words.size() && !argv.isEmpty() && !argv.get(0).isEmpty()) {
        return Optional.of(new Check.Exec(argv));
      }
    }
    return refused(path, value,
        "write the list of the command and its arguments, such as [/usr/bin/check, --fast]");
  }

  private Optional<Check> tcp(Object value) {
    String text = value instanceof String || value instanceof Integer || value instanceof Long
        ? value.toString() : "";
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? LOCAL : text.substring(0, colon);
    Optional<Integer> port = port(text.substring(colon + 1));
    boolean sixth = host.startsWith("[") && host.endsWith("]");
    String bare = sixth ? host.substring(1, host.length() - 1) : host;
    if (port.isEmpty() || bare.isEmpty() || !sixth && bare.contains(":") || bare.indexOf('/') >= 0) {
      return refused(path, value, "write a port, or \"HOST:PORT\"");
    }
    return Optional.of(new Check.Tcp(bare, port.get()));
  }

  private Optional<Check> http(Object value) {
    if (value instanceof Map<?, ?> parts) {
      return http(parts);
    }
    return value instanceof String text ? url(text, value, LOWEST_STATUS, HIGHEST_STATUS)
        : refused(path, value, "write a URL, or {port: 8080, path: /ping}");
  }

  private Optional<Check> http(Map<?, ?> parts) {
    for (Object key : parts.keySet()) {
      if (!HTTP.contains(String.valueOf(key))) {
        problems.addUnknown(path, String.valueOf(key), HTTP);
      }
    }
    String[] status = word(parts, "status", LOWEST_STATUS + "-" + HIGHEST_STATUS).split("-", 2);
    Optional<Integer> from = status(status[0]);
    Optional<Integer> to = status(status[status.length - 1]);
    if (from.isEmpty() || to.isEmpty() || from.get() > to.get()) {
      return refused(Tree.path(path, "status"), parts.get("status"),
          "write a status such as 200, or \"200-299\"");
    }
    Optional<String> url = parts.get("url") == null ? composed(parts) : whole(parts);
    return url.flatMap(text -> url(text, parts, from.get(), to.get()));
  }

  private Optional<String> whole(Map<?, ?> parts) {
    for (String key : List.of("scheme", "host", "port", "path")) {
      if (parts.get(key) != null) {
        problems.add(Tree.path(path, key), "is part of url already; remove one of them");
        return Optional.empty();
      }
    }
    return Optional.of(parts.get("url").toString());
  }

  private Optional<String> composed(Map<?, ?> parts) {
    Optional<Integer> port = port(word(parts, "port", ""));
    if (port.isEmpty()) {
      refused(Tree.path(path, "port"), parts.get("port"), "write a port, such as 8080");
      return Optional.empty();
    }
    String place = word(parts, "path", "/");
    if (!place.startsWith("/")) {
      refused(Tree.path(path, "path"), parts.get("path"), "write a path that begins with /");
      return Optional.empty();
    }
    String host = word(parts, "host", LOCAL);
    return Optional.of(word(parts, "scheme", "http") + "://"
        + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port.get() + place);
  }

  private Optional<Check> url(String text, Object given, int from, int to) {
    try {
      URI url = new URI(text);
      boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (known && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null
          && (url.getPort() < 0 || port(String.valueOf(url.getPort())).isPresent())) {
        return Optional.of(new Check.Http(url, from, to));
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    return refused(path, given, "write a URL such as http://127.0.0.1:8080/ping, without a user's name");
  }

  private static String word(Map<?, ?> parts, String key, String otherwise) {
    return parts.get(key) == null ? otherwise : parts.get(key).toString();
  }

  private static Optional<Integer> port(String text) {
    return number(text, 5, 1, 65_535);
  }

  private static Optional<Integer> status(String text) {
    return number(text, 3, 100, 599);
  }

  private static Optional<Integer> number(String text, int digits, int lowest, int highest) {
    if (!text.matches("[0-9]{1," + digits + "}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text)).filter(number -> number >= lowest && number <= highest);
  }

  private Optional<Check> refused(String place, Object value, String remedy) {
    problems.add(place, Natives.describe(value) + " is not right here; " + remedy);
    return Optional.empty();
  }
}
