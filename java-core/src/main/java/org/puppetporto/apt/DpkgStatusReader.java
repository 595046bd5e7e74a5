package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads dpkg's database without starting dpkg-query: {@code status}, and over it the journal in
 * {@code updates/} that dpkg has not merged yet (dpkg: {@code lib/dpkg/dbmodify.c}).
 * Packages that are not installed at all are left out. What was read is kept until dpkg puts another file into
 * place: a run of Puppet asks twice, an agent over and over.
 */
final class DpkgStatusReader {
  private static final int ATTEMPTS = 5;

  private final Path admindir;
  private BasicFileAttributes known;
  private DpkgStatus last;

  DpkgStatusReader(Path admindir) {
    this.admindir = admindir;
  }

  synchronized DpkgStatus read() throws AptException {
    Path status = admindir.resolve("status");
    try {
      for (int attempt = 1; ; attempt++) {
        BasicFileAttributes before = Files.readAttributes(status, BasicFileAttributes.class);
        List<byte[]> journal = journal();
        if (last != null && journal.isEmpty() && same(known, before)
            && same(known, Files.readAttributes(status, BasicFileAttributes.class))) {
          return last;
        }
        byte[] base = Files.readAllBytes(status);
        journal = journal();
        BasicFileAttributes after = Files.readAttributes(status, BasicFileAttributes.class);
        // dpkg merges its journal by renaming a new status file into place: read both from one side of that.
        if (same(before, after) || attempt == ATTEMPTS) {
          DpkgStatus merged = merge(base, journal);
          // One that has just been written might be replaced by another of the same time and size.
          boolean settled = System.currentTimeMillis() - after.lastModifiedTime().toMillis() > 1000;
          last = settled && journal.isEmpty() && same(before, after) ? merged : null;
          known = before;
          return merged;
        }
      }
    } catch (IOException e) {
      throw new AptException(
          AptException.Reason.TOOL,
          "cannot read dpkg's database " + status + ": " + e + "; is this host Debian, and if DPKG_ADMINDIR"
              + " is set, does it name dpkg's directory?",
          e);
    }
  }

  private static boolean same(BasicFileAttributes a, BasicFileAttributes b) {
    return java.util.Objects.equals(a.fileKey(), b.fileKey())
        && a.lastModifiedTime().equals(b.lastModifiedTime())
        && a.size() == b.size();
  }

  private List<byte[]> journal() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(admindir.resolve("updates"), f -> digits(f.getFileName().toString()))) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Collections.sort(files);
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      try {
        contents.add(Files.readAllBytes(file));
      } catch (NoSuchFileException mergedMeanwhile) {
        // The status file has changed then, too, and both are read again.
      }
    }
    return contents;
  }

  private static boolean digits(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static DpkgStatus merge(byte[] base, List<byte[]> journal) {
    List<StanzaReader.Stanza> stanzas = new ArrayList<>(base.length / 800);
    StanzaReader.read(base, stanzas::add);
    for (byte[] entry : journal) {
      StanzaReader.read(entry, stanzas::add);
    }
    String nativeArchitecture = nativeArchitecture(stanzas);
    Map<String, InstalledPackage> packages = new HashMap<>(stanzas.size() * 2);
    for (StanzaReader.Stanza stanza : stanzas) {
      String architecture = stanza.architecture();
      boolean ours = architecture.isEmpty() || architecture.equals("all")
          || architecture.equals(nativeArchitecture);
      String key = ours ? stanza.name() : stanza.name() + ":" + architecture;
      InstalledPackage installed = installed(stanza);
      if (installed.state().equals("not-installed")) {
        packages.remove(key);
      } else {
        packages.put(key, installed);
      }
    }
    return new DpkgStatus(packages, nativeArchitecture, !journal.isEmpty());
  }

  /** dpkg is native on every host that it manages, so its own entry names the host's architecture. */
  private static String nativeArchitecture(List<StanzaReader.Stanza> stanzas) {
    for (StanzaReader.Stanza stanza : stanzas) {
      if (stanza.name().equals("dpkg") && !stanza.architecture().isEmpty()) {
        return stanza.architecture();
      }
    }
    return DebArchitecture.ofThisJvm();
  }

  private static InstalledPackage installed(StanzaReader.Stanza stanza) {
    String status = stanza.status();
    if (status.equals("install ok installed")) {
      return new InstalledPackage(
          stanza.name(), stanza.version(), "install", "ok", "installed", stanza.essential());
    }
    String[] words = status.isEmpty() ? new String[0] : status.split(" +");
    return words.length == 3
        ? new InstalledPackage(
            stanza.name(), stanza.version(), words[0], words[1], words[2], stanza.essential())
        : new InstalledPackage(stanza.name(), "", "unknown", "ok", "not-installed", false);
  }
}
