package org.puppetporto.embedded.life;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.process.Task;

/**
 * Which container a process runs in: below whose supervisor it is, unless it was attached to one further down.
 */
final class Membership {
  private final Registry registry;
  private final Places places;
  private final Attached attached;

  Membership(Registry registry, Places places, Attached attached) {
    this.registry = registry;
    this.places = places;
    this.attached = attached;
  }

  /** @param pid of a process or a thread; what is in no container is in the root container */
  Container containerOf(int pid) {
    Map<Integer, Container> supervisors = new HashMap<>();
    for (Container container : registry.all()) {
      supervisorOf(container).ifPresent(supervisor -> supervisors.put(supervisor, container));
    }
    int child = 0;
    for (int at = pid; at > 1; at = ProcFs.parent(at)) {
      Container into = attachedTo(at, child);
      if (into != null) {
        return into;
      }
      if (supervisors.containsKey(at)) {
        return supervisors.get(at);
      }
      child = at;
    }
    return registry.root();
  }

  private Container attachedTo(int pid, int child) {
    OptionalInt id = attached.holder(pid, child);
    return id.isEmpty() ? null
        : registry.all().stream().filter(container -> container.id() == id.getAsInt()).findFirst()
            .orElse(null);
  }

  private OptionalInt supervisorOf(Container container) {
    int known = container.run().supervisor();
    if (known != 0) {
      return OptionalInt.of(known);
    }
    return Task.recorded(places.runDir(container)).stream().mapToInt(Task::supervisor).findFirst();
  }
}
