package org.puppetporto.embedded;

import java.io.IOException;
import java.nio.file.Path;
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

  @AfterEach
  void stopEndpoint() throws IOException {
    client.close();
    portod.close();
  }
}
