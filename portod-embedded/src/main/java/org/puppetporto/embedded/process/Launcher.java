package org.puppetporto.embedded.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Starts processes, each below a supervisor of its own that outlives this one. A Java program can neither
 * fork nor change its user, so the supervisor is a Perl script; perl-base is on every Debian.
 */
public final class Launcher {
  private static final String SCRIPT = "supervisor.pl";
  private static final String SANDBOX = "sandbox.pl";
  private final Path script;

  /** @param dir where the script and its other half are unpacked to */
  public Launcher(Path dir) throws IOException {
    script = dir.resolve(SCRIPT);
    unpack(dir, SCRIPT);
    unpack(dir, SANDBOX);
  }

  private static void unpack(Path dir, String name) throws IOException {
    try (InputStream resource = Launcher.class.getResourceAsStream(name)) {
      Path fresh = Files.createTempFile(dir, name, ".new");
      Files.write(fresh, resource.readAllBytes());
      Files.move(fresh, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Runs the process; returns once it became the command, or throws why it could not. */
  public Task start(LaunchSpec spec) throws LaunchFailure {
    try {
      Files.deleteIfExists(LaunchSpec.exitFile(spec.runDir()));
      Process starter = new ProcessBuilder("perl", script.toString())
          .redirectError(spec.runDir().resolve("supervisor.log").toFile()).start();
      try (OutputStream description = starter.getOutputStream()) {
        description.write(spec.encode());
      }
      String answer;
      try (InputStream out = starter.getInputStream()) {
        answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      starter.waitFor();
      return parse(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure(0, "wait", "interrupted");
    }
  }

  private static Task parse(String answer) throws LaunchFailure {
    String[] words = answer.split(" ", 4);
    if (words[0].equals("started")) {
      int pid = Integer.parseInt(words[1]);
      int supervisor = Integer.parseInt(words[2]);
      return new Task(pid, ProcFs.startTicks(pid), supervisor, ProcFs.startTicks(supervisor));
    }
    if (words.length < 3) {
      throw new LaunchFailure(0, "supervisor", answer);
    }
    throw new LaunchFailure(Integer.parseInt(words[1]), words[2], words.length > 3 ? words[3] : "");
  }
}
