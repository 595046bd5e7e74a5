package org.puppetporto.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Runs an endpoint in the foreground. */
public final class Main {
  private static final String USAGE = String.join("\n",
      "Usage: portod-embedded --socket PATH --dir DIR [--place DIR] [--unsupported PROPERTY,...]",
      "                       [--kill-on-exit]",
      "A small Porto endpoint for demos and tests: the real protocol, real processes. Not for production.",
      "  --socket PATH        the unix socket to serve",
      "  --dir DIR            where containers, volumes and layers are kept",
      "  --place DIR          the place for volumes, layers and storages, laid out as portod's /place is;",
      "                       what is none of these is removed from there (default: place in --dir)",
      "  --unsupported LIST   properties to refuse and hide, as on a kernel that lacks them",
      "  --kill-on-exit       destroy all containers at the end; otherwise their processes go on");
  private static final int EXIT_USAGE = 2;
  /** How long an endpoint that was told to end may take for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String[] args) throws Exception {
    Path socket = null;
    Path dir = null;
    Options options = Options.defaults().withLog(System.out);
    boolean killOnExit = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--help", "-h" -> {
          System.out.println(USAGE);
          return;
        }
        case "--kill-on-exit" -> killOnExit = true;
        case "--socket" -> socket = Path.of(value(args, ++i));
        case "--dir" -> dir = Path.of(value(args, ++i));
        case "--place" -> options = options.withPlace(Path.of(value(args, ++i)).toAbsolutePath());
        case "--unsupported" -> options = options.withUnsupported(Set.of(value(args, ++i).split(",")));
        default -> refuse("unknown argument " + args[i]);
      }
    }
    if (socket == null || dir == null) {
      refuse("--socket and --dir are needed");
    }
    serve(socket.toAbsolutePath(), dir.toAbsolutePath(), options, killOnExit);
  }

  private static void serve(Path socket, Path dir, Options options, boolean killOnExit) throws Exception {
    DirectoryClaim claim = claim(dir);
    prepareNativeLibrary(dir);
    PrintStream log = options.log();
    EmbeddedPortod portod = EmbeddedPortod.start(socket, dir, options);
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        if (killOnExit) {
          portod.close();
        } else {
          portod.stop();
        }
        claim.close();
        log.println("stopped" + (killOnExit ? ", and all containers with it" : "; containers go on"));
      } catch (IOException e) {
        log.println("cannot stop cleanly: " + e.getMessage());
      } finally {
        done.countDown();
      }
    }, "portod-shutdown"));
    done.await();
  }

  private static DirectoryClaim claim(Path dir) throws InterruptedException {
    try {
      return DirectoryClaim.of(dir, PATIENCE);
    } catch (IOException e) {
      System.err.println("portod-embedded: " + e.getMessage());
      System.exit(1);
      throw new AssertionError(e);
    }
  }

  /**
   * Has the native part of jnr unpacked into our own directory: /tmp may forbid execution, and Debian's Java
   * would otherwise pick up another version of it from the system.
   */
  private static void prepareNativeLibrary(Path dir) throws IOException {
    Path natives = Files.createDirectories(dir.resolve("native"));
    System.setProperty("java.library.path", natives.toString());
    System.setProperty("jffi.extract.dir", natives.toString());
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      refuse(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static void refuse(String reason) {
    System.err.println("portod-embedded: " + reason + "\n" + USAGE);
    System.exit(EXIT_USAGE);
  }
}
