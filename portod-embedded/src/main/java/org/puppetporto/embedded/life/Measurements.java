package org.puppetporto.embedded.life;

import java.util.Map;
import java.util.OptionalLong;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.property.Figures;
import org.puppetporto.embedded.volume.Volumes;

/** Figures of running containers: from their cgroups, or where there are none from /proc. */
final class Measurements implements Figures {
  private final Registry registry;
  private final Streams streams;
  private final Resources resources;
  private final Volumes volumes;

  Measurements(Registry registry, Streams streams, Resources resources, Volumes volumes) {
    this.registry = registry;
    this.streams = streams;
    this.resources = resources;
    this.volumes = volumes;
  }

  @Override
  public long amount(Container container, String property) {
    OptionalLong counted = resources.figures().amount(container, property);
    if (counted.isPresent()) {
      return counted.getAsLong();
    }
    if (container.isRoot()) {
      return ProcFigures.ofHost(property);
    }
    long sum = 0;
    for (Container c : registry.subtree(container)) {
      Run run = c.run();
      if (run.supervisor() != 0) {
        for (int pid : ProcFs.descendants(run.supervisor())) {
          sum += ProcFigures.amount(pid, property);
        }
      }
    }
    return sum;
  }

  @Override
  public Map<String, String> map(Container container, String property) {
    return resources.figures().map(container, property);
  }

  @Override
  public String text(Container container, Client client, String property) {
    return switch (property) {
      case "taint" -> String.join("",
          resources.withoutEffect(container).stream().map(sentence -> sentence + "\n").toList());
      case "volumes_linked" -> volumes.linkedWith(container.name(), client);
      case "volumes_owned" -> volumes.ownedBy(container.name(), client);
      default -> "";
    };
  }

  @Override
  public boolean hasVolumeMounts(Container container) {
    return registry.subtree(container).stream().anyMatch(c -> volumes.isMountedFor(c.name()));
  }

  @Override
  public String stream(Container container, String stream, String range) {
    return streams.read(container, stream, range);
  }

  @Override
  public long streamOffset(Container container, String stream) {
    return streams.offset(container, stream);
  }
}
