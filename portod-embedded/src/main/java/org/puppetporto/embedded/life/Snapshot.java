package org.puppetporto.embedded.life;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;

/** Everything that was set on a container, to go back to. */
record Snapshot(Map<String, String> settings, Set<String> explicit, Map<String, String> labels,
    List<String> argv,
    Owner owner, Owner task, long respawnCount) {

  static Snapshot of(Container container) {
    return new Snapshot(container.settings(), container.explicitProperties(), container.labels(),
        container.argv(),
        container.owner(), container.task(), container.respawnCount());
  }

  void restore(Container container) {
    container.settings().keySet().forEach(container::clearSetting);
    settings.forEach(container::setting);
    container.explicitProperties().forEach(property -> container.markExplicit(property, false));
    container.labels().keySet().forEach(label -> container.label(label, ""));
    labels.forEach(container::label);
    container.explicitProperties().forEach(property -> container.markExplicit(property,
        explicit.contains(property)));
    explicit.forEach(property -> container.markExplicit(property, true));
    container.argv(argv);
    container.owner(owner);
    container.task(task);
    container.respawnCount(respawnCount);
  }
}
