package org.puppetporto.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint and a client for each test. */
abstract class EndpointTest {
  @TempDir Path dir;
  EmbeddedPortod portod;
  TestClient client;

  @BeforeEach
  void startEndpoint() throws IOException {
    portod = EmbeddedPortod.start(dir.resolve("s"), dir.resolve("d"), options());
    client = connect();
  }

  Options options() {
    return Options.defaults();
  }

  TestClient connect() throws IOException {
    return new TestClient(portod.socket());
  }

  /** Waits for a condition; the time is only there so that a broken endpoint ends the test. */
  static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("it never came to pass");
      }
      Thread.sleep(5);
    }
  }

  @AfterEach
  void stopEndpoint() throws IOException {
    client.close();
    portod.close();
  }
}
