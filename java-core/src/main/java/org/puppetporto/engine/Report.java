package org.puppetporto.engine;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.spec.Policy;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;
import org.puppetporto.spec.property.PropertyValue;

/** Turns an observation into what is shown of each daemon. Pure. */
public final class Report {
  private final PropertyCatalogue catalogue;
  private final Readiness readiness;

  Report(PropertyCatalogue catalogue, Readiness readiness) {
    this.catalogue = catalogue;
    this.readiness = readiness;
  }

  /** One daemon. */
  public Observed of(String name, Optional<Desired> desired, Observation seen) {
    DaemonRecord record = seen.host().daemon(name);
    Optional<ContainerView> container = seen.container(name);
    Optional<RevisionRecord> current = record.current();
    SortedSet<String> packageNames = new TreeSet<>();
    SortedSet<String> propertyNames = new TreeSet<>();
    current.ifPresent(revision -> {
      packageNames.addAll(revision.packages().keySet());
      propertyNames.addAll(DefinitionDocument.propertyNames(revision.document()));
    });
    desired.ifPresent(wanted -> {
      packageNames.addAll(wanted.definition().packages().keySet());
      propertyNames.addAll(wanted.definition().properties().keySet());
    });
    SortedMap<String, String> packages = new TreeMap<>();
    for (String packageName : packageNames) {
      seen.packages().installedVersion(packageName).ifPresent(version -> packages.put(packageName, version));
    }
    SortedMap<String, String> properties = new TreeMap<>();
    if (container.isPresent()) {
      Map<String, PropertyValue> wanted = desired.isPresent() ? desired.get().definition().properties() : Map.of();
      for (String property : propertyNames) {
        String text = container.get().values().get(property);
        if (text != null && !text.isEmpty()) {
          properties.put(property, canonical(property, text, wanted.get(property)));
        }
      }
    }
    Policy policy = desired.map(wanted -> wanted.definition().policy()).orElse(Policy.DEFAULT);
    return new Observed(
        container.map(Report::ensure).orElse("absent"),
        current.map(revision -> DefinitionDocument.version(revision.document())).orElse(""),
        packages,
        properties,
        container.map(ContainerView::revision).orElse(""),
        container.map(view -> view.state().word()).orElse("absent"),
        container.filter(view -> readiness.ready(view, policy.minUptime())).isPresent(),
        container.filter(ContainerView::ours).isPresent() || current.isPresent(),
        record.status().map(RevisionStatus::name).orElse(""));
  }

  /** What was declared and reads back as it was sent need not be taken apart. */
  private String canonical(String property, String text, PropertyValue declared) {
    Optional<PropertyDescriptor> known = catalogue.find(property);
    if (known.isEmpty()) {
      return text;
    }
    boolean asSent = declared != null && known.get().wire(declared).equals(text);
    return asSent ? declared.canonical() : known.get().read(text).canonical();
  }

  /** Porto's eight states as ensure: paused does nothing, so it is shown as stopped. */
  private static String ensure(ContainerView view) {
    switch (view.state()) {
      case RUNNING:
      case STARTING:
      case RESPAWNING:
      case META:
        return "running";
      default:
        return "stopped";
    }
  }
}
