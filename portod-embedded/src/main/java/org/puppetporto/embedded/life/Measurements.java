package org.puppetporto.embedded.life;

import java.util.Map;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.property.Figures;

/** Figures of running containers, from /proc. */
final class Measurements implements Figures {
  private final Registry registry;
  private final Streams streams;

  Measurements(Registry registry, Streams streams) {
    this.registry = registry;
    this.streams = streams;
  }

  @Override
  public long amount(Container container, String property) {
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
    return Map.of();
  }

  @Override
  public String text(Container container, String property) {
    return "";
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
