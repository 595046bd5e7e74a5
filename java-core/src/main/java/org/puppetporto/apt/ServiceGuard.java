package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps maintainer scripts from starting or enabling services, for one call. A folder of stand-ins for
 * systemctl and its kin comes first in the PATH of that call's scripts. Unlike a policy-rc.d this reaches
 * nobody else on the host, replaces no file of the host, and ends with the processes, however they end.
 */
final class ServiceGuard {
  private static final List<String> TOOLS =
      List.of(
          "systemctl", "deb-systemd-invoke", "deb-systemd-helper", "invoke-rc.d", "service", "update-rc.d",
          "start-stop-daemon", "initctl");

  private final Path bin;
  private final Path pending;

  ServiceGuard(Path folder) {
    this.bin = folder.toAbsolutePath().resolve("bin");
    this.pending = folder.toAbsolutePath().resolve("pending");
  }

  /** A PATH whose services cannot be started. Only tools that exist in the given one get a stand-in. */
  String path(String real) throws AptException {
    try {
      Files.createDirectories(bin);
      Path guard = bin.resolve(".guard");
      install(guard);
      for (String tool : TOOLS) {
        Path standIn = bin.resolve(tool);
        boolean exists = List.of(real.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        if (!exists) {
          Files.deleteIfExists(standIn);
        } else if (!Files.isSymbolicLink(standIn)) {
          Files.createSymbolicLink(standIn, guard.getFileName());
        }
      }
      if (!Files.isExecutable(guard)) {
        throw new IOException("the file system does not allow programs (noexec)");
      }
    } catch (IOException e) {
      throw new AptException(
          Reason.TOOL,
          "cannot keep packages from starting their services: " + bin + ": " + e
              + ". Nothing was changed. Set PORTO_DAEMON_CACHE_DIR to a place where programs may run",
          e);
    }
    return bin + ":" + real;
  }

  /** Notes, before dpkg starts, whose scripts must be guarded, so that finishing them later is, too. */
  void begin(Collection<String> packages) throws AptException {
    try {
      Files.createDirectories(pending);
      for (String name : packages) {
        Path note = pending.resolve(name);
        if (!Files.exists(note)) {
          Files.createFile(note);
        }
      }
    } catch (IOException e) {
      throw new AptException(
          Reason.NO_SPACE, "cannot write below " + pending + ": " + e + ". Nothing was changed", e);
    }
  }

  /** The packages noted that are not known to be configured. */
  Set<String> pending() throws AptException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(pending)) {
      notes.forEach(note -> names.add(note.getFileName().toString()));
    } catch (NoSuchFileException nothingWasGuardedYet) {
      return names;
    } catch (IOException e) {
      throw new AptException(Reason.TOOL, "cannot read " + pending + ": " + e, e);
    }
    return names;
  }

  void end(Collection<String> packages) throws AptException {
    try {
      for (String name : packages) {
        Files.deleteIfExists(pending.resolve(name));
      }
    } catch (IOException e) {
      throw new AptException(Reason.TOOL, "cannot delete notes below " + pending + ": " + e, e);
    }
  }

  private static void install(Path guard) throws IOException {
    try (InputStream script = ServiceGuard.class.getResourceAsStream("service-guard.pl")) {
      byte[] bytes = script.readAllBytes();
      if (Files.exists(guard) && java.util.Arrays.equals(bytes, Files.readAllBytes(guard))) {
        return;
      }
      Path fresh = Files.createTempFile(guard.getParent(), ".guard", ".new");
      Files.write(fresh, bytes);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, guard, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
