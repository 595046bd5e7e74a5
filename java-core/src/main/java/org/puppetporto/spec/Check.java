package org.puppetporto.spec;

import java.net.URI;
import java.util.List;

/** One way to ask a daemon how it is. */
public sealed interface Check {
  /** What is asked, in words. */
  String text();

  /**
   * A command inside the daemon's container; well when it ends with exit code 0.
   *
   * @param argv the command and its arguments
   */
  record Exec(List<String> argv) implements Check {
    public Exec {
      argv = List.copyOf(argv);
    }

    @Override
    public String text() {
      return "exec " + argv.get(0);
    }
  }

  /**
   * A connection from the host; well when it is accepted.
   *
   * @param host name or address
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements Check {
    @Override
    public String text() {
      return "tcp " + host + ":" + port;
    }
  }

  /**
   * A GET from the host; well by the status of the answer. Redirects are not followed.
   *
   * @param url http or https
   * @param from the lowest status that is well
   * @param to the highest
   */
  record Http(URI url, int from, int to) implements Check {
    @Override
    public String text() {
      return "http " + url;
    }
  }
}
