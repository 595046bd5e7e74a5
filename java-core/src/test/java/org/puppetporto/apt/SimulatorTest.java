package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.puppetporto.apt.Transactions.install;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is given twice only while nothing has changed that it depends on. */
class SimulatorTest {
  @Test
  void anAnswerHoldsUntilPackagesOrListsChange(@TempDir Path dir) throws Exception {
    AptLab lab = AptLab.create(dir);
    AptSettings settings = AptSettings.of(lab.environment());
    AptHost host = AptHost.of(settings, new DpkgStatusReader(settings.admindir()));
    lab.deb("web", "1").publish();
    lab.deb("web", "2").depends("web-data").publish();
    lab.deb("web-data", "1").publish();
    lab.refresh();

    Simulation first = host.simulated(install("web", "2"), true);
    assertSame(first, host.simulated(install("web", "2"), true));
    assertEquals(4, first.changes().size());

    lab.installByHand("web=1");
    Simulation second = host.simulated(install("web", "2"), true);
    assertEquals(Simulation.Kind.UPGRADE,
        second.changes().stream().filter(c -> c.name().equals("web")).findFirst().orElseThrow().kind());

    lab.refresh();
    assertNotSame(second, host.simulated(install("web", "2"), true));
  }
}
