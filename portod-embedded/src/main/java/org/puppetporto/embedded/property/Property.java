package org.puppetporto.embedded.property;

import java.util.EnumSet;
import java.util.Set;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ErrorCode;

/** One of Porto's container properties: when it may be read and set, and how. */
public abstract class Property {
  /** What holds of a property besides its value. */
  public enum Trait {
    READ_ONLY,
    /** May be set while the container runs. */
    DYNAMIC,
    /** May be set on a dead container as well. */
    ANY_STATE,
    /** Has no value while stopped. */
    RUNTIME_ONLY,
    /** Has a value only after the container died. */
    DEAD_ONLY,
    /** Kept in a cgroup: asking for the value really set is refused while stopped. */
    RESOURCE,
    /** Setting the value it has already does not count as setting it. */
    COUNTS_CHANGES,
    /** Never reported as unset. */
    ALWAYS_SET
  }

  private final String name;
  private final String description;
  private final Set<Trait> traits;

  protected Property(String name, String description, Set<Trait> traits) {
    this.name = name;
    this.description = description;
    this.traits = traits.isEmpty() ? Set.of() : EnumSet.copyOf(traits);
  }

  public final String name() {
    return name;
  }

  public final String description() {
    return description;
  }

  public final boolean is(Trait trait) {
    return traits.contains(trait);
  }

  public final void checkReadable(State state) {
    if (is(Trait.RUNTIME_ONLY) && (state == State.STOPPED || state == State.STARTING)) {
      throw PortoFailure.invalidState(name + " is not available in " + state.word() + " state");
    }
    if (is(Trait.DEAD_ONLY) && state != State.DEAD) {
      throw PortoFailure.invalidState(name + " available only in dead state");
    }
  }

  public void checkWritable(State state) {
    if (is(Trait.READ_ONLY)) {
      throw PortoFailure.invalidValue(name + " is read-only");
    }
    if (!is(Trait.DYNAMIC) && state != State.STOPPED) {
      throw PortoFailure.invalidState(name + " could be set only in stopped state");
    }
    if (!is(Trait.ANY_STATE) && state == State.DEAD) {
      throw PortoFailure.invalidState(name + " cannot be set in dead state");
    }
  }

  /** Refuses unless the value was given to the container by someone. */
  public final void checkSet(Container container) {
    if (!is(Trait.READ_ONLY) && !is(Trait.ALWAYS_SET) && !container.isExplicit(name)) {
      throw new PortoFailure(ErrorCode.NO_VALUE, "Property not set");
    }
    if (is(Trait.RESOURCE) && container.state() == State.STOPPED) {
      throw PortoFailure.invalidState("Not available in stopped state");
    }
  }

  public abstract String get(Container container, Client client);

  public String get(Container container, Client client, String index) {
    throw PortoFailure.invalidValue("Invalid subscript for property");
  }

  public void set(Container container, Client client, String value) {
    throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "Not implemented: " + name);
  }

  public void set(Container container, Client client, String index, String value) {
    throw PortoFailure.invalidValue("Invalid subscript for property");
  }
}
