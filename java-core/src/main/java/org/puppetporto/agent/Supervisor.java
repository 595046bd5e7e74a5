package org.puppetporto.agent;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** Tells the service manager how the agent is, as sd_notify(3) does; nobody when none listens. */
final class Supervisor {
  static final String READY = "READY=1";
  static final String RELOADING = "RELOADING=1";
  static final String STOPPING = "STOPPING=1";

  private final String socket;

  /**
   * @param environment of this process; {@code NOTIFY_SOCKET} is a path, or {@code @} and an abstract name
   */
  Supervisor(Map<String, String> environment) {
    this.socket = environment.getOrDefault("NOTIFY_SOCKET", "");
  }

  /** @throws IOException when there is one to be told and it cannot be */
  void tell(String state) throws IOException {
    if (socket.isEmpty()) {
      return;
    }
    UnixSocketAddress address = socket.startsWith("@")
        ? new UnixSocketAddress("\0" + socket.substring(1)) : new UnixSocketAddress(new File(socket));
    try (UnixDatagramChannel channel = UnixDatagramChannel.open()) {
      channel.send(ByteBuffer.wrap(state.getBytes(StandardCharsets.UTF_8)), address);
    }
  }
}
