package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;

/** What an observation costs, counted by the endpoint. */
class ObservationRequestsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000})
  void anObservationIsOneRequestWhateverTheNumberOfContainers(int containers) throws Exception {
    try (RealHost host = new RealHost()) {
      create(host, containers);
      host.engine().observe();
      host.portod.counters().clear();
      Observation seen = host.engine().observe();
      assertEquals(containers, seen.managed().size());
      assertEquals("w" + (containers - 1), seen.container("w" + (containers - 1)).orElseThrow().name());
      assertEquals(Map.of("get", 1L), host.portod.counters().all());
    }
  }

  @Test
  void aConnectionAsksOnceWhatThePortodCanDo() throws Exception {
    try (RealHost host = new RealHost()) {
      create(host, 2);
      host.portod.counters().clear();
      host.engine().observe();
      host.engine().observe();
      assertEquals(Map.of("propertyList", 1L, "get", 2L), host.portod.counters().all());
    }
  }

  @Test
  void whatCarriesNoLabelOfOursIsNotSeen() throws Exception {
    try (RealHost host = new RealHost()) {
      create(host, 1);
      try (PortoClient porto = Porto.connect(host.portod.socket(), Deadlines.DEFAULT)) {
        porto.create("stranger");
        porto.create("w0/child");
        porto.set("w0/child", "labels", "HOSTMAN.daemon: child");
      }
      assertEquals(List.of("w0"), List.copyOf(host.engine().observe().managed()));
      assertEquals(Set.of("w0"), host.engine().observe().containers().keySet());
    }
  }

  private static void create(RealHost host, int containers) throws Exception {
    try (PortoClient porto = Porto.connect(host.portod.socket(), Deadlines.DEFAULT)) {
      for (int i = 0; i < containers; i++) {
        porto.create("w" + i);
        porto.set("w" + i, "labels", "HOSTMAN.daemon: w" + i + "; HOSTMAN.revision: " + "0".repeat(40));
      }
    }
  }
}
