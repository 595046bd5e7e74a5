package org.puppetporto.porto.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.puppetporto.porto.Transport;

/**
 * The endpoints that the suite runs against, over both transports: the embedded one, started once for all
 * classes and ended after the last, and a real portod when PORTO_SOCKET names one.
 */
final class Endpoints implements ArgumentsProvider {
  private static final Namespace OURS = Namespace.create(Endpoints.class);

  @Override
  public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
    Embedded embedded = context.getRoot().getStore(OURS)
        .getOrComputeIfAbsent(Embedded.class, key -> Embedded.started(), Embedded.class);
    String real = System.getenv().getOrDefault("PORTO_SOCKET", "");
    List<Endpoint> endpoints = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      endpoints.add(new Endpoint("embedded", embedded.socket(), transport));
      if (!real.isEmpty()) {
        endpoints.add(new Endpoint("portod", Path.of(real), transport));
      }
    }
    return endpoints.stream().map(Arguments::of);
  }
}
