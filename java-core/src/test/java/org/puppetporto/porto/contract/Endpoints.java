package org.puppetporto.porto.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.puppetporto.porto.Transport;

/** The endpoints that the suite runs against: a real portod when PORTO_SOCKET names one. */
final class Endpoints implements ArgumentsProvider {
  @Override
  public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
    List<Endpoint> endpoints = new ArrayList<>();
    String real = System.getenv("PORTO_SOCKET");
    for (Transport transport : Transport.values()) {
      if (real != null && !real.isEmpty()) {
        endpoints.add(new Endpoint("portod", Path.of(real), transport));
      }
    }
    return endpoints.stream().map(Arguments::of);
  }
}
