package org.puppetporto.porto.contract;

import java.nio.file.Path;
import java.time.Duration;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.Transport;

/** A Porto endpoint, and the transport to speak to it over. */
record Endpoint(String kind, Path socket, Transport transport) {
  private static final Deadlines DEADLINES = Deadlines.all(Duration.ofSeconds(60));

  PortoClient connect() {
    return Porto.connect(socket, DEADLINES, transport.dialer());
  }

  @Override
  public String toString() {
    return kind + " over " + transport;
  }
}
