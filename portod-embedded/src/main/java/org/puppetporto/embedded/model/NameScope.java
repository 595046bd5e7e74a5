package org.puppetporto.embedded.model;

import java.util.Optional;

/**
 * Which containers a client sees, and by which names: what runs in a container with {@code enable_porto=isolate} calls
 * those below it by names without that container's own, and sees no others. The rules are those of Porto's
 * client.cpp.
 *
 * @param home the container that the client runs in
 * @param reading prefix of the full names of what it sees, {@code a/b/}; "" for everything
 * @param writing prefix of what it may change
 */
public record NameScope(Container home, String reading, String writing) {
  /** The scope of what runs in a container. */
  public static NameScope of(Container home) {
    return new NameScope(home, prefix(home, false), prefix(home, true));
  }

  private static String prefix(Container home, boolean write) {
    String prefix = "";
    for (Container c = home; !c.isRoot(); c = c.parent()) {
      String level = c.setting("enable_porto") == null ? "" : c.setting("enable_porto");
      if (level.endsWith("isolate") || write && level.equals("child-only")) {
        return c.name() + "/" + prefix;
      }
      String own = c.setting("porto_namespace");
      prefix = (own == null ? "" : own) + prefix;
    }
    return prefix;
  }

  /** The namespace of what runs in a container, as {@code absolute_namespace} has it. */
  public static String namespaceOf(Container container) {
    return prefix(container, false);
  }

  /** What the client calls a container; empty when it does not see it. */
  public Optional<String> relative(Container container) {
    if (container.isRoot() || reading.isEmpty()) {
      return Optional.of(container.name());
    }
    return container.name().startsWith(reading)
        ? Optional.of(container.name().substring(reading.length())) : Optional.empty();
  }

  /** What the client is told for a full name; {@code /porto/name} where it does not see the container. */
  public String called(String name) {
    if (name.equals(Container.ROOT_NAME) || reading.isEmpty()) {
      return name;
    }
    return name.startsWith(reading) ? name.substring(reading.length()) : "/porto/" + name;
  }

  /** Whether a full name is of something that it may name at all. */
  public boolean reaches(String name) {
    return name.startsWith(reading) || name.startsWith(home.name() + "/")
        || (home.name() + "/").startsWith(name + "/") || name.equals(Container.ROOT_NAME);
  }

  /** Whether it may change the container, as far as names go; with {@code child}, make one below it. */
  public boolean mayChange(Container container, boolean child) {
    return container.name().startsWith(writing)
        || child && container.name().equals(Names.parentOf(writing)) || container.isBelow(home)
        || container == home && (child || "self-isolate".equals(container.setting("enable_porto")));
  }
}
