package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * A changed definition that a restart policy or a hold keeps back. It is stored, so that every door can
 * tell of it and {@code porto-daemon restart} knows what to restart with.
 *
 * @param revision 40 hex digits; may be the CURRENT one when only {@code ensure} or the version changed
 * @param since when it was first met
 * @param document the definition as a document, see {@link DefinitionDocument}
 */
public record Pending(String revision, Instant since, Map<String, Object> document) {
  public Pending {
    document = Collections.unmodifiableMap(document);
  }

  /** Whether both stand for the same definition, one of them possibly read back from the store. */
  boolean same(Pending other) {
    try {
      // Numbers come back from JSON in other types.
      return JSON.std.asString(document).equals(JSON.std.asString(other.document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
