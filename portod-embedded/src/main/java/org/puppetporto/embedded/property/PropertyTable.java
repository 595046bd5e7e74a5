package org.puppetporto.embedded.property;

import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.embedded.form.Blank;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Labels;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ErrorCode;

/** All properties by name, and the rules that hold for each of them. */
public final class PropertyTable {
  private final SortedMap<String, Property> properties = new TreeMap<>();
  private final Set<String> unsupported;

  /** @param unsupported properties to behave as if the kernel could not do them */
  public PropertyTable(Surroundings around, Set<String> unsupported) {
    this.unsupported = Set.copyOf(unsupported);
    ProcessProperties.addTo(properties, around, new EffectiveEnvironment(this));
    AccountProperties.addTo(properties, around);
    ResourceProperties.addTo(properties, around);
    FileProperties.addTo(properties, around);
    NetworkProperties.addTo(properties);
    LifeProperties.addTo(properties, around);
    FigureProperties.addTo(properties, around);
    NetworkFigures.addTo(properties, around);
  }

  static void add(SortedMap<String, Property> table, Property property) {
    table.put(property.name(), property);
  }

  /** What is there and supported, by name. */
  public Collection<Property> supported() {
    return properties.values().stream().filter(p -> !unsupported.contains(p.name())).toList();
  }

  /** The property, or null; unsupported ones are here too. */
  public Property find(String name) {
    return properties.get(name);
  }

  /** Refuses when the property is one that the kernel cannot do. */
  public void checkSupported(Property property) {
    if (unsupported.contains(property.name())) {
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, property.name() + " is not supported");
    }
  }

  public String get(Container container, Client client, String reference) {
    Reference wanted = Reference.parse(reference);
    if (wanted.label()) {
      return Labels.find(container, reference);
    }
    if (wanted.knob()) {
      throw container.state() == State.STOPPED
          ? PortoFailure.invalidState("Not available in stopped state: " + reference)
          : PortoFailure.invalidValue("Unknown cgroup attribute: " + reference);
    }
    wanted.checkIndex();
    Property property = properties.get(wanted.property());
    if (property == null) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Unknown container property: " + wanted.property());
    }
    checkSupported(property);
    property.checkReadable(container.state());
    return wanted.index() == null ? property.get(container, client)
        : property.get(container, client, wanted.index());
  }

  /** Refuses unless the property was given to the container by someone. */
  public void checkSet(Container container, String reference) {
    Reference wanted = Reference.parse(reference);
    if (wanted.label()) {
      Labels.find(container, reference);
      return;
    }
    Property property = properties.get(wanted.property());
    if (property == null) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Unknown property");
    }
    if (unsupported.contains(property.name())) {
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "Not supported");
    }
    property.checkSet(container);
  }

  /** Sets a property or a label, and tells which property it was. */
  public String set(Container container, Client client, String reference, String untrimmed) {
    if (container.isRoot()) {
      throw PortoFailure.permission("System containers are read only");
    }
    Reference wanted = Reference.parse(reference);
    wanted.checkIndex();
    String value = Blank.trim(untrimmed);
    Property property = properties.get(wanted.property());
    if (property == null && wanted.label()) {
      Labels.check(reference, value);
      container.label(reference, value);
      return reference;
    }
    if (property == null) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Invalid property " + wanted.property());
    }
    checkSupported(property);
    property.checkWritable(container.state());
    Controllers.enableFor(property.name(), container);
    if (wanted.index() == null) {
      property.set(container, client, value);
    } else {
      property.set(container, client, wanted.index(), value);
    }
    container.touch();
    return property.name();
  }
}
