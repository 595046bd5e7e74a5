package org.puppetporto.engine;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.porto.PropertyInfo;

/**
 * What Porto, dpkg and the state store said at one moment. Planning looks at nothing else.
 *
 * @param at when it was taken, in the host's zone
 * @param containers by name: those declared, stored, or with our label
 * @param abilities what the running portod lists as its properties, by name
 * @param defaults what properties that nobody set read as, where the host's portod.conf decides that
 * @param packages dpkg's status
 * @param host what the state store holds
 * @param claims who needs which package
 */
public record Observation(
    ZonedDateTime at,
    Map<String, ContainerView> containers,
    Map<String, PropertyInfo> abilities,
    Map<String, String> defaults,
    DpkgStatus packages,
    HostState host,
    Claims claims) {

  public Observation {
    containers = Map.copyOf(containers);
    abilities = Map.copyOf(abilities);
    defaults = Map.copyOf(defaults);
  }

  public Optional<ContainerView> container(String name) {
    return Optional.ofNullable(containers.get(name));
  }

  /** Every daemon that carries our label or that the store remembers. */
  public SortedSet<String> managed() {
    SortedSet<String> names = new TreeSet<>(host.daemons().keySet());
    containers.values().stream().filter(ContainerView::ours).forEach(view -> names.add(view.name()));
    return names;
  }
}
