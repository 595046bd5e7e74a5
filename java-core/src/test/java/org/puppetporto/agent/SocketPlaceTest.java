package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Something foreign in the place of the agent's socket. */
class SocketPlaceTest extends WithAnAgentHost {
  private static final String BACK = "the agent's socket had been taken away; it is there again";
  private static final String CANNOT = "the agent's socket was taken away, and cannot be made again: ";

  private Path socket() {
    return host.host.directory.resolve("run/agent.socket");
  }

  private boolean answers() {
    try (Caller caller = new Caller(socket())) {
      return caller.hello().containsKey("result");
    } catch (IOException e) {
      return false;
    }
  }

  private long said(String begin) {
    return host.said.stream().filter(line -> line.startsWith(begin)).count();
  }

  @Test
  void aForeignFileGivesWay() throws Exception {
    host.start();
    host.await("the socket", this::answers);
    Path file = Files.writeString(host.host.directory.resolve("file"), "no socket");
    Files.move(file, socket(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    host.await("the socket to be there again", this::answers);
    assertEquals(1, said(BACK));
  }

  @Test
  void aForeignListenerGivesWay() throws Exception {
    host.start();
    host.await("the socket", this::answers);
    Path foreign = host.host.directory.resolve("foreign");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(foreign));
      Files.move(foreign, socket(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // Nobody asks the foreign one: it would not answer.
      host.await("the agent to say so", () -> said(BACK) == 1);
      assertTrue(answers());
    }
  }

  /** What cannot be taken away is left, said once however often it is tried, and said again when it comes again. */
  @Test
  void aForeignDirectoryIsLeftAndSaidOnceEachTime() throws Exception {
    host.file("web", 1);
    host.start();
    long web = host.running(1, 0);
    for (int time = 1; time <= 2; time++) {
      host.await("the socket", this::answers);
      Path full = host.host.directory.resolve("full");
      Files.createDirectories(full.resolve("inside"));
      Files.delete(socket());
      host.await("a place without a socket, or with one again", () -> place(full));
      int now = time;
      host.await("its complaint", () -> said(CANNOT) == now);
      for (int turn = 0; turn < 2; turn++) {
        kill(web);
        web = host.running(1, web);
      }
      assertEquals(now, said(CANNOT));
      Files.delete(socket().resolve("inside"));
      Files.delete(socket());
      host.await("the socket to be there again", this::answers);
    }
    assertEquals(List.of(web), host.processes(1));
  }

  /** Puts a directory in the socket's place; the agent may have been faster, and is got ahead of the next time. */
  private boolean place(Path full) throws IOException {
    if (Files.isDirectory(socket())) {
      return true;
    }
    Files.deleteIfExists(socket());
    try {
      Files.move(full, socket(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
