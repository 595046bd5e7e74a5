package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;

/** What nobody set reads as the catalogue says: by that a limit set by hand is told from one that is not. */
class DefaultsContractTest extends Contract {
  private static final PropertyCatalogue CATALOGUE = PropertyCatalogue.standard();

  /** Left out are those that a host's configuration decides. */
  private static final Set<String> CONFIGURED = Set.of("aging_time", "cpu_period", "cpu_policy", "respawn_delay");

  @Test
  void ofAContainerThatWasNeverStarted() throws Exception {
    check(created());
  }

  @Test
  void ofARunningContainer() throws Exception {
    check(running());
  }

  @Test
  void ofARunningContainerThatSharesTheHostsNamespaces() throws Exception {
    String name = prepared("/bin/sleep", "1000");
    porto.set(name, "isolate", "false");
    porto.start(name);
    check(name);
  }

  @Test
  void whatTheHostDecidesIsTheSameForItsOwnContainer() throws Exception {
    String name = running();
    Map<String, Map<String, PropertyResult>> answer = porto.get(List.of("*", "/"), CONFIGURED, false);
    assertTrue(answer.get(name).values().stream().allMatch(PropertyResult::ok), answer::toString);
    assertEquals(answer.get("/"), answer.get(name));
  }

  private void check(String name) throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (PropertyInfo info : porto.properties()) {
      PropertyDescriptor known = CATALOGUE.find(info.name()).orElse(null);
      if (info.dynamic() && known != null && known.settableDefault().isPresent()
          && !CONFIGURED.contains(info.name())) {
        String value = porto.get(name, info.name());
        compared++;
        if (!known.same(known.read(known.settableDefault().get()), value)) {
          differences.add(info.name() + " reads " + value);
        }
      }
    }
    assertTrue(compared > 10, "only " + compared + " properties were compared");
    assertEquals(List.of(), differences);
  }
}
