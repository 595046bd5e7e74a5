package org.puppetporto.embedded.request;

import java.nio.file.Path;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.NameScope;
import org.puppetporto.embedded.model.Names;
import org.puppetporto.embedded.model.Registry;

/** From the names in requests to containers, and whether the client may change them. */
final class Resolver {
  private static final String ABSOLUTE = "/porto/";
  private static final String SELF = "self";
  private final Registry registry;

  Resolver(Registry registry) {
    this.registry = registry;
  }

  /** The name that is meant: {@code self}, {@code .}, {@code /porto/name} and names in the client's scope. */
  String name(Client client, String given) {
    String home = client.home().name();
    NameScope scope = client.names();
    String name;
    if (given.equals(Container.ROOT_NAME)) {
      name = Container.ROOT_NAME;
    } else if (given.equals(".")) {
      name = Names.parentOf(scope.reading());
    } else if (given.equals(SELF)) {
      name = home;
    } else if (given.startsWith(SELF + "/")) {
      name = client.home().isRoot() ? given.substring(SELF.length() + 1) : home
          + given.substring(SELF.length());
    } else if (given.startsWith(ABSOLUTE)) {
      name = given.substring(ABSOLUTE.length());
    } else {
      name = scope.reading() + given;
    }
    String full = normal(name);
    if (!scope.reaches(full)) {
      throw PortoFailure.permission("container name out of namespace: " + given);
    }
    return full;
  }

  private static String normal(String name) {
    boolean needsNormalizing = name.contains("//") || name.contains("./") || name.endsWith("/")
        || name.endsWith("/.");
    return needsNormalizing && name.indexOf('\0') < 0 && !name.equals(Container.ROOT_NAME)
        ? Path.of(name).normalize().toString() : name;
  }

  Container read(Client client, String given) {
    return registry.get(name(client, given));
  }

  /** The container, if the client may change it. */
  Container write(Client client, String given) {
    client.checkWriter();
    Container container = read(client, given);
    checkControl(client, container);
    return container;
  }

  /** The full name of a container that the client may link volumes with: its own or one that it controls. */
  String linkable(Client client, String given) {
    Container container = read(client, given);
    if (container != client.home()) {
      checkControl(client, container);
    }
    return container.name();
  }

  /** The full name of a container that the client may make. */
  String toCreate(Client client, String given) {
    String name = name(client, given);
    Container parent = registry.find(Names.parentOf(name));
    if (parent != null) {
      client.checkWriter();
      checkScope(client, parent, true);
      if (!parent.isRoot()) {
        checkOwner(client, parent);
      }
    }
    return name;
  }

  private static void checkScope(Client client, Container container, boolean child) {
    if (!client.names().mayChange(container, child)) {
      throw PortoFailure.permission("Write access denied: container " + container.name() + " out of scope");
    }
  }

  void checkControl(Client client, Container container) {
    client.checkWriter();
    if (container.isRoot()) {
      throw PortoFailure.permission("Write access denied: root container is read-only");
    }
    checkScope(client, container, false);
    checkOwner(client, container);
  }

  private static void checkOwner(Client client, Container container) {
    if (!client.controls(container.owner())) {
      throw PortoFailure.permission("Write access denied: container " + container.name() + ": "
          + client.owner().uid() + " cannot control " + container.owner().uid());
    }
  }
}
