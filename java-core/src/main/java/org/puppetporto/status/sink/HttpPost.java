package org.puppetporto.status.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One POST of JSON with a deadline for all of it: looking the name up, connecting, and every byte of the
 * answer. {@link HttpURLConnection}, since {@code java.net.http} takes 0.8 s to load (docs/decisions).
 */
final class HttpPost {
  private static final int LONGEST_REPLY = 1 << 20;
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private HttpPost() {}

  /**
   * What came back.
   *
   * @param status HTTP status code
   * @param body at most 1 MiB of it
   */
  record Reply(int status, String body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /** Sends; whoever does not answer in time is left behind in a thread that keeps no process alive. */
  static Reply send(URI url, String json, Duration deadline) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    // Later than the deadline, which is to come first; they end the thread of a server that stays silent.
    int late = (int) deadline.plus(MARGIN).toMillis();
    connection.setConnectTimeout(late);
    connection.setReadTimeout(late);
    FutureTask<Reply> exchange = new FutureTask<>(
        () -> exchange(connection, json.getBytes(StandardCharsets.UTF_8)));
    Thread thread = new Thread(exchange, "post to " + url.getHost());
    thread.setDaemon(true);
    thread.start();
    try {
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      connection.disconnect();
      throw new IOException("no answer within " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      connection.disconnect();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Reply exchange(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setInstanceFollowRedirects(false);
    // The length said beforehand also keeps the JDK from sending a second time by itself.
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("User-Agent", "porto-daemon");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    if (status < 100) {
      throw new IOException("what answers there does not speak HTTP");
    }
    try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Reply(status, in == null ? "" : text(in));
    }
  }

  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int count;
    while (out.size() < LONGEST_REPLY && (count = in.read(buffer)) >= 0) {
      out.write(buffer, 0, count);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
