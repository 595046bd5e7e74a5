package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgStatusReaderTest {
  @TempDir Path admindir;

  @BeforeEach
  void journal() throws IOException {
    Files.createDirectories(admindir.resolve("updates"));
  }

  @Test
  void readsNameVersionAndState() throws Exception {
    status("""
        Package: web
        Essential: yes
        Status: hold ok installed
        Priority: optional
        Architecture: amd64
        Version: 1:2.0-1~x
        Conffiles:
         /etc/web.conf 0123456789abcdef
        Description: a daemon
         Version: 9 is not a field of this line
         .
         Package: nor is this

        Package: gone
        Status: deinstall ok config-files
        Architecture: all
        Version: 1

        Package: half
        Status: install reinstreq half-configured
        Architecture: all
        Version: 3
        """);
    DpkgStatus status = read();
    assertEquals(
        Optional.of(new InstalledPackage("web", "1:2.0-1~x", "hold", "ok", "installed", true)),
        status.find("web"));
    assertEquals(Optional.of("1:2.0-1~x"), status.installedVersion("web"));
    assertEquals("config-files", status.find("gone").orElseThrow().state());
    assertEquals(Optional.empty(), status.installedVersion("gone"));
    assertEquals(List.of("half"), status.broken().stream().map(InstalledPackage::name).toList());
    assertFalse(status.interrupted());
  }

  @Test
  void leavesOutWhatIsNotInstalled() throws Exception {
    status("""
        Package: wished
        Status: install ok not-installed
        Architecture: amd64

        """);
    assertEquals(Map.of(), read().packages());
  }

  @Test
  void aForeignArchitectureNeverHidesTheNativePackage() throws Exception {
    status("""
        Package: lib
        Status: install ok installed
        Architecture: arm64
        Version: 1

        Package: lib
        Status: install ok installed
        Architecture: riscv64
        Version: 2

        Package: only
        Status: install ok installed
        Architecture: riscv64
        Version: 3

        Package: dpkg
        Status: install ok installed
        Architecture: arm64
        Version: 1.21
        """);
    DpkgStatus status = read();
    assertEquals(Optional.of("1"), status.installedVersion("lib"));
    assertEquals(Optional.of("2"), status.installedVersion("lib:riscv64"));
    assertEquals(Optional.empty(), status.installedVersion("only"));
    assertEquals(Optional.of("3"), status.installedVersion("only:riscv64"));
  }

  @Test
  void theJournalCoversTheStatusFileInItsOrder() throws Exception {
    status("""
        Package: web
        Status: install ok installed
        Architecture: all
        Version: 1

        Package: old
        Status: install ok installed
        Architecture: all
        Version: 1
        """);
    update("0002", "Package: web\nStatus: install ok unpacked\nArchitecture: all\nVersion: 2\n");
    update("0001", "Package: web\nStatus: install reinstreq half-installed\nArchitecture: all\nVersion: 1\n");
    update("0003", "Package: old\nStatus: purge ok not-installed\nArchitecture: all\n");
    update("tmp.i", "Package: web\nStatus: install ok installed\nArchitecture: all\nVersion: 7\n");
    DpkgStatus status = read();
    assertEquals("2", status.find("web").orElseThrow().version());
    assertEquals("unpacked", status.find("web").orElseThrow().state());
    assertEquals(Optional.empty(), status.find("old"));
    assertTrue(status.interrupted());
  }

  @Test
  void aMissingDatabaseIsAnErrorThatNamesIt() {
    AptException e = assertThrows(AptException.class, this::read);
    assertEquals(AptException.Reason.TOOL, e.reason());
    assertTrue(e.getMessage().contains(admindir.resolve("status").toString()), e.getMessage());
  }

  @Test
  void agreesWithDpkgQueryAboutThisHost() throws Exception {
    assumeTrue(Files.exists(Path.of("/var/lib/dpkg/status")), "this host has no dpkg database");
    Process query = new ProcessBuilder(
        "dpkg-query", "-W",
        "-f=${Package} ${Architecture} ${Version} ${db:Status-Want} ${db:Status-Status}\n")
        .start();
    Map<String, String> expected = new TreeMap<>();
    String architecture = new String(
        new ProcessBuilder("dpkg", "--print-architecture").start().getInputStream().readAllBytes()).strip();
    for (String line : new String(query.getInputStream().readAllBytes()).split("\n")) {
      String[] words = line.split(" ");
      boolean ours = words[1].equals("all") || words[1].equals(architecture);
      if (words.length == 5 && !words[4].equals("not-installed")) {
        expected.put(ours ? words[0] : words[0] + ":" + words[1], words[2] + " " + words[3] + " " + words[4]);
      }
    }
    Map<String, String> actual = new TreeMap<>();
    new DpkgStatusReader(Path.of("/var/lib/dpkg")).read().packages().forEach((name, p) ->
        actual.put(name, p.version() + " " + p.want() + " " + p.state()));
    assertEquals(expected, actual);
  }

  @Test
  void skipsWhatFollowsTheVersionWhereverItEnds() throws Exception {
    for (int padding = 0; padding < 4; padding++) {
      String rest = "Description: " + "x".repeat(padding) + "\n .\n Package: no\nVersion: 9\n";
      status(stanza("one", "1") + rest + "\n" + stanza("two", "2") + "\n" + stanza("three", "3") + rest);
      assertEquals(Map.of("one", "1", "two", "2", "three", "3"), versions(read()), "padding " + padding);
    }
  }

  @Test
  void readsAgainWhatDpkgHasReplaced() throws Exception {
    DpkgStatusReader reader = new DpkgStatusReader(admindir);
    status(stanza("one", "1"));
    assertEquals(Map.of("one", "1"), versions(reader.read()));
    Files.setLastModifiedTime(admindir.resolve("status"), FileTime.from(Instant.now().minusSeconds(60)));
    DpkgStatus known = reader.read();
    assertSame(known, reader.read());
    Path next = admindir.resolve("status-new");
    Files.writeString(next, stanza("one", "2"));
    Files.move(next, admindir.resolve("status"), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Map.of("one", "2"), versions(reader.read()));
    update("0000", stanza("two", "2"));
    assertEquals(Map.of("one", "2", "two", "2"), versions(reader.read()));
    update("0000", stanza("two", "3"));
    assertEquals(Map.of("one", "2", "two", "3"), versions(reader.read()));
    Files.delete(admindir.resolve("updates/0000"));
    assertEquals(Map.of("one", "2"), versions(reader.read()));
  }

  private static String stanza(String name, String version) {
    return "Package: " + name + "\nStatus: install ok installed\nArchitecture: all\nVersion: " + version + "\n";
  }

  private static Map<String, String> versions(DpkgStatus status) {
    Map<String, String> versions = new TreeMap<>();
    status.packages().forEach((name, known) -> versions.put(name, known.version()));
    return versions;
  }

  private void status(String text) throws IOException {
    Files.writeString(admindir.resolve("status"), text);
  }

  private void update(String name, String text) throws IOException {
    Files.writeString(admindir.resolve("updates").resolve(name), text);
  }

  private DpkgStatus read() throws AptException {
    return new DpkgStatusReader(admindir).read();
  }
}
