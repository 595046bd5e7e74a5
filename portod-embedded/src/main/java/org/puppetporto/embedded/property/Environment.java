package org.puppetporto.embedded.property;

import java.util.Map;
import java.util.Optional;
import org.puppetporto.embedded.form.EnvList;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** The environment, open or secret. A secret one reads back as salted digests. */
public final class Environment extends Setting {
  private final boolean secret;

  Environment(boolean secret) {
    super(secret ? "env_secret" : "env",
        secret ? "Secret environment: name=value;..." : "Environment: name=value;...", Forms.STATIC,
        (c, value) -> EnvList.canonical(value), c -> "");
    this.secret = secret;
  }

  @Override
  public String get(Container container, Client client) {
    String value = super.get(container, client);
    return secret ? EnvList.formatSecret(EnvList.parse(value)) : value;
  }

  @Override
  public String get(Container container, Client client, String index) {
    Optional<String> value = EnvList.parse(super.get(container, client)).getOrDefault(index, Optional.empty());
    if (value.isEmpty()) {
      throw PortoFailure.invalidValue("Environment variable " + index + " not defined");
    }
    return secret ? EnvList.secret(value.get()) : value.get();
  }

  @Override
  public void set(Container container, Client client, String index, String value) {
    Map<String, Optional<String>> variables = EnvList.parse(super.get(container, client));
    variables.put(index, Optional.of(value));
    store(container, EnvList.format(variables));
  }
}
