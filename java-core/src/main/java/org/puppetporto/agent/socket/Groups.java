package org.puppetporto.agent.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Groups of the host, wherever its name service has them from. */
public final class Groups {
  private static final int PATIENCE_SECONDS = 10;

  private Groups() {}

  /** @return the rule for a group of this name; empty when there is no such group */
  public static Optional<AccessRule> rule(String name) throws IOException {
    OptionalInt gid = gid(name);
    return gid.isPresent() ? Optional.of(new AccessRule(Optional.of(name), gid)) : Optional.empty();
  }

  private static OptionalInt gid(String name) throws IOException {
    Process getent = new ProcessBuilder(List.of("getent", "group", "--", name))
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      getent.getOutputStream().close();
      if (!getent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("getent did not answer within " + PATIENCE_SECONDS + " s");
      }
      String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String[] fields = line.split(":");
      return fields.length < 3 ? OptionalInt.empty() : OptionalInt.of(Integer.parseUnsignedInt(fields[2]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking for the group " + name, e);
    } finally {
      getent.destroyForcibly();
    }
  }
}
