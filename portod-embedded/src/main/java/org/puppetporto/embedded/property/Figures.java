package org.puppetporto.embedded.property;

import java.util.Map;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** What is measured of running containers. Amounts are bytes, counts or nanoseconds; "" when not measured. */
public interface Figures {
  /** A single amount by the property's name, such as {@code memory_usage}. */
  long amount(Container container, String property);

  /** A map of amounts by the property's name, such as {@code io_read}. */
  Map<String, String> map(Container container, String property);

  /**
   * A text by the property's name, such as {@code volumes_linked}.
   *
   * @param client in whose view; null for the host's
   */
  String text(Container container, Client client, String property);

  /** Whether volumes are mounted at targets of its links, or of those of containers below it. */
  boolean hasVolumeMounts(Container container);

  /**
   * Up to {@code limit} bytes of standard output or error from {@code range}, {@code offset:length} or "".
   */
  String stream(Container container, String stream, String range);

  /** How many bytes of the stream were dropped. */
  long streamOffset(Container container, String stream);
}
