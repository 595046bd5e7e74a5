package org.puppetporto.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The agent's command in a process of its own, one of whose threads dies once the agent listens. */
final class DyingAgent {
  private DyingAgent() {}

  /** @param args the agent's socket, and the name of the thread */
  public static void main(String[] args) {
    Thread killer = new Thread(() -> killOnce(Path.of(args[0]), args[1]), "killer");
    killer.setDaemon(true);
    killer.start();
    System.exit(Cli.run(new String[] {"agent"}));
  }

  /** No fault of the agent's is known that would end one of its threads: one is thrown into it. */
  @SuppressWarnings("deprecation")
  private static void killOnce(Path socket, String name) {
    try {
      Optional<Thread> victim = Optional.empty();
      while (!Files.exists(socket) || victim.isEmpty()) {
        Thread.sleep(50);
        victim = Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals(name)).findFirst();
      }
      victim.get().stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
