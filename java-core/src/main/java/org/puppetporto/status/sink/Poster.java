package org.puppetporto.status.sink;

import java.io.IOException;
import java.net.URI;

/** Posts JSON to one address, at most three times, within one budget of time. */
final class Poster {
  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 100;
  private static final int SHOWN = 200;

  private final URI url;
  private final Budget budget;

  Poster(URI url, Budget budget) {
    this.url = url;
    this.budget = budget;
  }

  /** Judges a reply, and says what is still to be sent. */
  interface Judge {
    /**
     * @return the JSON to send again; null when all was taken
     * @throws SinkException when trying again is no use
     */
    String remaining(HttpPost.Reply reply) throws SinkException, IOException;
  }

  /** Sends until the judge is content. */
  void post(String json, Judge judge) throws SinkException {
    String next = json;
    String why = "";
    for (int attempt = 1; attempt <= ATTEMPTS && !budget.spent(); attempt++) {
      if (attempt > 1) {
        pause();
      }
      try {
        HttpPost.Reply reply = HttpPost.send(url, next, budget.left());
        if (!reply.ok()) {
          why = "HTTP status " + reply.status() + ": " + shown(reply.body());
          if (reply.status() / 100 == 4) {
            throw failed(why + "; not tried again: check the address");
          }
          continue;
        }
        next = judge.remaining(reply);
        if (next == null) {
          return;
        }
        why = "not all was taken: " + shown(reply.body());
      } catch (IOException e) {
        why = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
    throw failed((why.isEmpty() ? "no time was left" : why) + "; the next report tries again");
  }

  SinkException failed(String why) {
    return new SinkException(address() + ": " + why);
  }

  /** Without the query, which may hold a token. */
  private String address() {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  private void pause() throws SinkException {
    try {
      Thread.sleep(Math.min(PAUSE_MILLIS, budget.left().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
  }
}
