package org.puppetporto.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.puppetporto.embedded.EmbeddedPortod;
import org.puppetporto.embedded.Fault;
import org.puppetporto.embedded.RequestListener;

/** The embedded endpoint as a process of its own, which can be killed with SIGKILL at a request. */
final class MortalEndpoint implements AutoCloseable {
  private static final String READY = "ready";
  private static final String REACHED = "reached";
  private final Path socket;
  private final Path dir;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicBoolean killed = new AtomicBoolean();
  private Process process;
  private PrintStream orders;
  private CompletableFuture<Void> end;

  MortalEndpoint(Path socket, Path dir) throws IOException {
    this.socket = socket;
    this.dir = dir;
    start();
  }

  /** Starts it; what the one before left in the directory goes on. */
  void start() throws IOException {
    killed.set(false);
    process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), MortalEndpoint.class.getName(),
        socket.toString(), dir.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!READY.equals(lines.readLine())) {
      throw new IOException("the endpoint did not start");
    }
    Process current = process;
    end = CompletableFuture.runAsync(() -> {
      try {
        String line;
        while ((line = lines.readLine()) != null) {
          if (line.equals(REACHED)) {
            killed.set(true);
            current.destroyForcibly().waitFor();
            return;
          } else {
            answers.add(line);
          }
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /** Has it killed at a request from now on, counted from 0: before it is carried out, or before its answer. */
  void killAt(int request, boolean carriedOut) throws InterruptedException {
    order((carriedOut ? "after " : "before ") + request);
  }

  /** Has it live on, whatever comes. */
  void spare() throws InterruptedException {
    if (!killed()) {
      order("before " + Integer.MAX_VALUE);
    }
  }

  private void order(String order) throws InterruptedException {
    orders.println(order);
    if (answers.poll(30, TimeUnit.SECONDS) == null) {
      throw new IllegalStateException("the endpoint does not take orders any more");
    }
  }

  /** Whether the request was reached, in which case it is dead now. */
  boolean killed() {
    if (killed.get()) {
      end.join();
    }
    return killed.get();
  }

  /** Ends it and every container in good order. */
  @Override
  public void close() throws IOException {
    if (killed()) {
      start();
    }
    orders.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The child: serves, takes orders from stdin, ends with it. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    try (EmbeddedPortod portod = EmbeddedPortod.start(Path.of(args[0]), Path.of(args[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println(READY);
      Optional<String> order;
      while ((order = Optional.ofNullable(in.readLine())).isPresent()) {
        String[] words = order.get().split(" ");
        portod.listener(new Trap(words[0].equals("after"), Integer.parseInt(words[1]), out));
        out.println(READY);
      }
    }
  }

  private static final class Trap implements RequestListener {
    private final AtomicInteger seen = new AtomicInteger();
    private final boolean carriedOut;
    private final int at;
    private final PrintStream out;

    private Trap(boolean carriedOut, int at, PrintStream out) {
      this.carriedOut = carriedOut;
      this.at = at;
      this.out = out;
    }

    @Override
    public Fault before(String request, boolean mutating) {
      return pass(!carriedOut);
    }

    @Override
    public Fault after(String request, boolean mutating) {
      return pass(carriedOut);
    }

    private Fault pass(boolean counts) {
      if (counts && seen.getAndIncrement() == at) {
        out.println(REACHED);
        return Fault.hang();
      }
      return Fault.none();
    }
  }
}
