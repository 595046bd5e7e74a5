package org.puppetporto.embedded.property;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** The environment, open or secret. A secret one reads back as salted digests. */
public final class Environment extends Setting {
  private final boolean secret;
  private final Function<Container, Map<String, String>> effective;

  /** @param effective what the process would see, which is what single open variables read from */
  Environment(boolean secret, Function<Container, Map<String, String>> effective) {
    super(secret ? "env_secret" : "env",
        secret ? "Secret environment: name=value;..." : "Environment: name=value;...", Forms.STATIC,
        (c, value) -> EnvList.canonical(value), c -> "");
    this.secret = secret;
    this.effective = effective;
  }

  @Override
  public String get(Container container, Client client) {
    String value = super.get(container, client);
    return secret ? EnvList.formatSecret(EnvList.parse(value)) : value;
  }

  @Override
  public String get(Container container, Client client, String index) {
    String value = secret
        ? EnvList.parse(super.get(container, client)).getOrDefault(index, Optional.empty()).orElse(null)
        : effective.apply(container).get(index);
    if (value == null) {
      throw PortoFailure.invalidValue("Environment variable " + index + " not defined");
    }
    return secret ? EnvList.secret(value) : value;
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    Map<String, Optional<String>> variables = EnvList.parse(super.get(container, client));
    variables.put(index, Optional.of(value));
    store(container, EnvList.format(variables));
  }
}
