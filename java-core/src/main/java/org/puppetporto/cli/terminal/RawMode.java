package org.puppetporto.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Our own terminal, on standard input, with every key handed on as it is, Ctrl-C too. Ends with
 * {@link #close}, or with this process.
 */
public final class RawMode implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;

  private final String before;
  private final Thread atExit = new Thread(this::restore, "terminal");
  private boolean restored;

  private RawMode(String before) {
    this.before = before;
  }

  /** @throws IOException when standard input is no terminal */
  public static RawMode begin() throws IOException {
    RawMode mode = new RawMode(stty("-g"));
    Runtime.getRuntime().addShutdownHook(mode.atExit);
    stty("raw", "-echo");
    return mode;
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    try {
      stty(before);
    } catch (IOException e) {
      // The terminal itself is gone.
      return;
    }
  }

  private static String stty(String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of("stty"));
    argv.addAll(List.of(arguments));
    Process process = new ProcessBuilder(argv).redirectInput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("cannot set up the terminal: " + String.join(" ", argv) + " failed");
      }
      return out;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process ends anyway.
      return;
    }
  }
}
