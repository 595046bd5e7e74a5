package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/** Runs a program of the system to its end. */
public final class Tool {
  private Tool() {}

  /** What it wrote; refuses with what it said when it fails. */
  public static String run(List<String> argv) {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new PortoFailure(ErrorCode.HELPER_ERROR, argv.get(0) + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new PortoFailure(ErrorCode.HELPER_ERROR, "cannot run " + argv.get(0) + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortoFailure(ErrorCode.HELPER_ERROR, argv.get(0) + " was interrupted");
    }
  }

  /** Whether it succeeded. */
  public static boolean succeeds(List<String> argv) {
    try {
      run(argv);
      return true;
    } catch (PortoFailure e) {
      return false;
    }
  }
}
