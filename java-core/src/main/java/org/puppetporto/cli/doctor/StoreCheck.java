package org.puppetporto.cli.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.LockHolder;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;

/** The state store: whose it is, who may look into it, whether it can be read, written and was left in order. */
record StoreCheck(HostPaths paths) implements Check {
  private static final String NAME = "state store";
  private static final String CLOSED = "rwx------";

  @Override
  public void look(Findings findings) {
    Path directory = paths.stateDir();
    if (!Files.exists(directory)) {
      findings.ok(NAME, "there is no " + directory + " yet; the first apply makes it");
      return;
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      findings.fail(NAME, directory + " cannot be read by this user", "use sudo");
      return;
    }
    try {
      rights(findings, Files.readAttributes(directory, PosixFileAttributes.class));
      written(findings);
      contents(findings, new StateStore(directory));
    } catch (IOException e) {
      findings.fail(NAME, directory + ": " + e, "look at the file system it lies on");
    } catch (EngineException e) {
      findings.fail(NAME, e.getMessage(), "see above");
    }
    run(findings);
  }

  /** Definitions may hold secrets. */
  private void rights(Findings findings, PosixFileAttributes directory) {
    String mode = PosixFilePermissions.toString(directory.permissions());
    String owner = directory.owner().getName();
    String user = System.getProperty("user.name", "root");
    if (!mode.equals(CLOSED)) {
      findings.fail(NAME, paths.stateDir() + " has mode " + mode + ", and definitions may hold secrets",
          "chmod 0700 " + paths.stateDir());
    }
    if (!owner.equals(user)) {
      findings.fail(NAME, paths.stateDir() + " is of " + owner + ", not of " + user, "chown " + user + " "
          + paths.stateDir());
    }
  }

  private void written(Findings findings) {
    Path probe = paths.stateDir().resolve(".doctor-" + ProcessHandle.current().pid());
    try {
      Files.writeString(probe, "x".repeat(4096));
    } catch (IOException e) {
      findings.fail(NAME, paths.stateDir() + " cannot be written: " + e.getMessage(),
          "check space, quota and whether it is mounted read-only (df -h, df -i, mount)");
    }
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      // It could not be written, which has been told.
    }
  }

  private void contents(Findings findings, StateStore store) throws EngineException, IOException {
    HostState state = store.read();
    state.unknown().forEach(text -> findings.fail(NAME, text,
        "restore that file from a copy, or apply the daemon's definition again"));
    List<String> kept = new ArrayList<>();
    for (Path place : List.of(paths.stateDir(), paths.stateDir().resolve("daemons"))) {
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*.unreadable")) {
          files.forEach(file -> kept.add(file.toString()));
        }
      }
    }
    if (!kept.isEmpty()) {
      findings.warn(NAME, "could not be read once, and was replaced: " + String.join(", ", kept),
          "look into it, and remove it");
    }
    if (state.unknown().isEmpty()) {
      findings.ok(NAME, state.daemons().size() + " daemons in " + paths.stateDir());
    }
  }

  /** A run that goes on has its steps in the journal; one that was cut off has left them there. */
  private void run(Findings findings) {
    Optional<LockHolder> holder = LockHolder.find(List.of(HostLock.file(paths)));
    if (holder.isPresent()) {
      findings.ok("runs", "one is going on: " + holder.get().describe());
      return;
    }
    try {
      Optional<String> cutOff = new StateStore(paths.stateDir()).cutOff();
      if (cutOff.isPresent()) {
        findings.warn("runs", "one was cut off at: " + cutOff.get(),
            "the next run finishes it: puppet agent -t, or porto-daemon apply");
      } else {
        findings.ok("runs", "none is going on, and the last one ended");
      }
    } catch (EngineException e) {
      findings.fail("runs", e.getMessage(), "use sudo");
    }
  }
}
