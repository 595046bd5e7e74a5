package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is invented has to go the whole way, or it warms nothing up. */
class WarmUpTest {
  @Test
  void goesThroughAnInstallationAndThroughNothingToDo() {
    List<DaemonPlan> plans = WarmUp.plans();

    List<String> actions = plans.get(0).actions().stream().map(Action::text).toList();
    assertTrue(actions.size() > 5, actions.toString());
    assertTrue(plans.get(0).differences().stream().anyMatch(d -> d.aspect() == Difference.Aspect.PACKAGES));
    assertEquals(List.of(), plans.get(1).actions().stream()
        .filter(action -> !(action instanceof StoreAction)).map(Action::text).toList());
  }
}
