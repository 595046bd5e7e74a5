package org.puppetporto.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.puppetporto.embedded.Fault;
import org.puppetporto.embedded.RequestListener;

/** Something that goes wrong once while a plan is carried out on a {@link RealHost}. */
enum Mishap {
  NONE,
  /** The connection breaks before a request that changes something is carried out. */
  REQUEST_LOST,
  /** The connection breaks after it was carried out. */
  ANSWER_LOST,
  /** The endpoint restarts. */
  RESTART,
  /** The maintainer script of the next package that is configured fails. */
  SCRIPT_FAILS;

  /** What a package's postinst has to say for {@link #SCRIPT_FAILS} to work. */
  static String script(RealHost host) {
    return "if [ -e %1$s ]; then rm %1$s; echo 'no luck'; exit 1; fi".formatted(host.directory.resolve("unlucky"));
  }

  /** Lets it happen at the request of that number, counted from 0; what is returned ends it. */
  Calm arm(RealHost host, int request) throws IOException {
    if (this == SCRIPT_FAILS) {
      Files.createFile(host.directory.resolve("unlucky"));
    }
    AtomicInteger seen = new AtomicInteger();
    Thread restarter = new Thread(() -> restart(host));
    host.portod.listener(new RequestListener() {
      @Override
      public Fault before(String name, boolean mutating) {
        if (mutating && (Mishap.this == REQUEST_LOST || Mishap.this == RESTART) && seen.getAndIncrement() == request) {
          if (Mishap.this == RESTART) {
            restarter.start();
          }
          return Fault.drop();
        }
        return Fault.none();
      }

      @Override
      public Fault after(String name, boolean mutating) {
        return mutating && Mishap.this == ANSWER_LOST && seen.getAndIncrement() == request
            ? Fault.drop() : Fault.none();
      }
    });
    return () -> {
      host.portod.listener(new RequestListener() { });
      restarter.join();
      Files.deleteIfExists(host.directory.resolve("unlucky"));
    };
  }

  /** Ends a mishap, whether it has happened or not. */
  interface Calm {
    void down() throws IOException, InterruptedException;
  }

  private static void restart(RealHost host) {
    try {
      host.portod.restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
