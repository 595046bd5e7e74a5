package org.puppetporto.health;

import java.time.Clock;
import java.util.function.Consumer;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.probe.Checks;
import org.puppetporto.status.HealthBoard;

/** The watchman of a real host. */
public final class HealthDuty implements Watchman.Duty {
  private final HostPaths paths;
  private final Consumer<String> out;
  private final Clock clock;

  /**
   * @param out takes lines for people
   * @param clock the host's
   */
  public HealthDuty(HostPaths paths, Consumer<String> out, Clock clock) {
    this.paths = paths;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Watchman begin(Remedy remedy, Runnable changed) {
    return new HealthWatch(remedy, () -> Porto.connect(paths.portoSocket(), Deadlines.DEFAULT), new Checks(),
        new Notices(HealthBoard.of(paths), changed, out, clock),
        Memory.of(paths, "health", System::nanoTime, new Remedies(), out), out, System::nanoTime, clock);
  }
}
