package org.puppetporto.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;

/** A daemon that answers every request with the status that stands in a file, and logs what it did. */
final class HttpDaemon {
  private static final String SCRIPT = """
      use strict; use warnings; use IO::Socket::INET; use Time::HiRes qw(time);
      my ($port, $status, $log) = @ARGV;
      sub note { open my $out, '>>', $log or die; printf $out "%s %d %.3f\\n", @_, $$, time; close $out }
      my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 5, ReuseAddr => 1)
        or die "listen: $!";
      note('start');
      while (my $peer = $server->accept) {
        while (my $line = <$peer>) { last if $line =~ /^\\r?$/ }
        open my $in, '<', $status or die; my $code = <$in>; close $in;
        print $peer "HTTP/1.1 $code Told\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n";
        close $peer;
        note($code);
      }
      """;

  /** A line of the log: {@code start} or a status, by whom, and when in seconds. */
  record Event(String what, long pid, double at) {}

  final int port;
  private final Path directory;

  HttpDaemon(Path parent) throws IOException {
    directory = Files.createTempDirectory(parent, "http");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(directory.resolve("daemon.pl"), SCRIPT);
    answers(200);
  }

  /** It answers so from now on. */
  void answers(int status) throws IOException {
    Path draft = directory.resolve("status.new");
    Files.writeString(draft, String.valueOf(status));
    Files.move(draft, directory.resolve("status"), java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  Definition definition(String name, Map<String, ?> health) throws Exception {
    Map<String, Object> policy = new LinkedHashMap<>(Map.of("min_uptime", 0.1, "stop_timeout", 1));
    return new DefinitionReader(PropertyCatalogue.standard()).read(Map.of("meta", Map.of("name", name),
        "spec", Map.of("policy", policy, "health", health,
            "properties", Map.of("respawn", "false", "isolate", "false",
                "cmd", List.of("/usr/bin/perl", directory.resolve("daemon.pl").toString(), String.valueOf(port),
                    directory.resolve("status").toString(), directory.resolve("log").toString())))), "test");
  }

  List<Event> log() throws IOException {
    List<Event> events = new ArrayList<>();
    if (Files.exists(directory.resolve("log"))) {
      for (String line : Files.readAllLines(directory.resolve("log"))) {
        String[] words = line.split(" ");
        events.add(new Event(words[0], Long.parseLong(words[1]), Double.parseDouble(words[2])));
      }
    }
    return events;
  }

  /** Its processes in the order of their starts. */
  List<Event> starts() throws IOException {
    return log().stream().filter(event -> event.what().equals("start")).toList();
  }

  /** How often a process has answered so. */
  long answered(long pid, int status) throws IOException {
    return log().stream().filter(event -> event.pid() == pid && event.what().equals(String.valueOf(status))).count();
  }

  long pid() throws IOException {
    List<Event> starts = starts();
    return starts.isEmpty() ? 0 : starts.get(starts.size() - 1).pid();
  }
}
