package org.puppetporto.cli;

import java.util.Collection;
import org.puppetporto.engine.EngineException;
import org.puppetporto.spec.property.DidYouMean;

/** A daemon that somebody named and nobody knows: most often a slip of the finger. */
final class Unknown {
  private Unknown() {}

  static CommandFailure daemon(String name, Collection<String> known) {
    return new CommandFailure(text(name, known));
  }

  /** As far as this user may look into the state store. */
  static CommandFailure daemon(String name, Host host) {
    return daemon(name, names(host));
  }

  /** There is no container of this name; there may be a daemon. */
  static CommandFailure container(String name, Host host) {
    Collection<String> known = names(host);
    return known.contains(name) || known.isEmpty()
        ? new CommandFailure("there is no container " + name + "; see: porto-daemon status")
        : daemon(name, known);
  }

  static String text(String name, Collection<String> known) {
    String hint = DidYouMean.hint(name, known);
    return "there is no daemon " + quoted(name) + " on this host"
        + (hint.isEmpty() ? "; porto-daemon status shows all" : hint);
  }

  /** As it was written, where it could not be told from the words around it. */
  private static String quoted(String name) {
    return name.matches("[\\w.-]+") ? name : "\"" + Plain.text(name) + "\"";
  }

  private static Collection<String> names(Host host) {
    try {
      return host.stored().daemons().keySet();
    } catch (EngineException e) {
      // The failure at hand matters more, and needs no suggestion.
      return java.util.List.of();
    }
  }
}
