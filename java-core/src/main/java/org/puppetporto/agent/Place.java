package org.puppetporto.agent;

import java.io.IOException;
import java.nio.file.Path;
import org.puppetporto.agent.socket.AgentSocket;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;

/**
 * This agent's place on the host: the lock that keeps others out, and the socket where callers find it. Both
 * are files in the run directory, and somebody may take that away, or put another in its place: they are made
 * again then, so that the agent does not go on unseen, with a second one beside it. One thread uses it.
 */
final class Place implements AutoCloseable {
  /** Listens at the place. */
  @FunctionalInterface
  interface Opening {
    AgentSocket open(Path path) throws IOException;
  }

  private final HostPaths paths;
  private final Journalist journalist;
  private HostLock.Held only;
  private Opening opening;
  private AgentSocket socket;

  /** @throws EngineException when another agent runs on this host */
  Place(HostPaths paths, Journalist journalist) throws EngineException {
    this.paths = paths;
    this.journalist = journalist;
    this.only = lock();
  }

  private HostLock.Held lock() throws EngineException {
    return HostLock.ofAgent(paths).take("running the agent");
  }

  /** Listens from now on. */
  void open(Opening how) throws IOException {
    opening = how;
    socket = how.open(paths.agentSocket());
  }

  /**
   * Makes again what was taken away.
   *
   * @return whether all is in place
   * @throws EngineException when another agent has taken the place
   */
  boolean renew() throws EngineException {
    if (socket.found()) {
      return true;
    }
    only.close();
    only = () -> { };
    only = lock();
    try {
      socket.close();
      socket = opening.open(paths.agentSocket());
      journalist.over("the agent's socket");
      journalist.say("the agent's socket had been taken away; it is there again");
      return true;
    } catch (IOException e) {
      journalist.trouble("the agent's socket", "the agent's socket was taken away, and cannot be made again: "
          + e + "; until then callers do without the agent");
      return false;
    }
  }

  /** Lets requests in hand come to their end. */
  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
    only.close();
  }
}
