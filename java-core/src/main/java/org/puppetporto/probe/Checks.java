package org.puppetporto.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.puppetporto.porto.ChildCommand;
import org.puppetporto.porto.ChildResult;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.Check;

/** The checks as they are: a command in the container, a connection, a GET. */
public final class Checks implements Prober {
  private static final int OUT_OF_MEMORY = -99;
  private static final int TOLD = 200;
  private static final int MARGIN_MS = 1000;

  @Override
  public Answer ask(Check check, String container, Duration timeout, Containers porto) throws PortoException {
    if (check instanceof Check.Exec exec) {
      return exec(exec, container, timeout, porto);
    }
    int late = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis() + MARGIN_MS);
    return check instanceof Check.Tcp tcp
        ? within(timeout, check, () -> connect(tcp, late))
        : within(timeout, check, () -> get((Check.Http) check, late));
  }

  private static Answer exec(Check.Exec exec, String container, Duration timeout, Containers porto)
      throws PortoException {
    try {
      ChildResult result = new ChildCommand(exec.argv(), timeout).run(porto, container);
      if (result.succeeded()) {
        return new Answer(true, "exit code 0");
      }
      return new Answer(false, exec.text() + ": " + end(result, timeout) + said(result));
    } catch (PortoException e) {
      if (e.unreachable()) {
        throw e;
      }
      return new Answer(false, exec.text() + ": " + e.portoMessage());
    }
  }

  private static String end(ChildResult result, Duration timeout) {
    if (result.timedOut()) {
      return "no end within " + timeout.toMillis() + " ms";
    }
    if (result.exitCode() == OUT_OF_MEMORY) {
      return "killed for want of memory";
    }
    return result.exitCode() < 0
        ? "killed by signal " + -result.exitCode() : "exit code " + result.exitCode();
  }

  private static String said(ChildResult result) {
    String text = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip().replace("\n", " | ");
    return text.isEmpty() ? "" : ": " + text.substring(Math.max(0, text.length() - TOLD));
  }

  private static Answer connect(Check.Tcp tcp, int late) throws IOException {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(tcp.host(), tcp.port()), late);
      return new Answer(true, "accepted");
    }
  }

  /** By the JDK's old client, which loads in a tenth of the new one's time: short-lived doors ask, too. */
  private static Answer get(Check.Http http, int late) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) http.url().toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(late);
    connection.setReadTimeout(late);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "porto-daemon");
    connection.setRequestProperty("Connection", "close");
    try {
      int status = connection.getResponseCode();
      boolean well = status >= http.from() && status <= http.to();
      String what = status < 0 ? "what is no HTTP" : String.valueOf(status);
      return new Answer(well, well ? "status " + status : http.text() + " answered " + what);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * With a deadline for all of it, the looking up of names included. Whoever does not answer in time is left
   * behind in a thread that ends by its own, slightly later, timeout.
   */
  private static Answer within(Duration timeout, Check check, Callable<Answer> asking) {
    FutureTask<Answer> task = new FutureTask<>(asking);
    Thread thread = new Thread(task, "probe " + check.text());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return new Answer(false, check.text() + ": no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return new Answer(false, check.text() + ": " + cause(e.getCause()));
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer(false, check.text() + ": interrupted");
    }
  }

  private static String cause(Throwable cause) {
    return cause instanceof java.net.UnknownHostException ? "unknown host"
        : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
