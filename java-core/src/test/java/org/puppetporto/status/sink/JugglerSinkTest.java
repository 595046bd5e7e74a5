package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.status.Statuses.dead;
import static org.puppetporto.status.Statuses.host;
import static org.puppetporto.status.Statuses.removed;
import static org.puppetporto.status.Statuses.unknown;
import static org.puppetporto.status.Statuses.unreachable;
import static org.puppetporto.status.Statuses.well;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;

@Timeout(120)
class JugglerSinkTest {
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    receiver.takeEvents();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void deliver(HostStatus host) throws SinkException {
    new JugglerSink(new Settings.Juggler(receiver.url(), "host.example.net", "porto-daemon", Duration.ofSeconds(30)))
        .deliver(host, Cursor.START);
  }

  private static HostStatus many(int count) {
    List<DaemonStatus> daemons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      daemons.add(well("web" + i, 0, 0));
    }
    return host(daemons.toArray(new DaemonStatus[0]));
  }

  @Test
  void sendsTwoEventsOfEveryDaemon() throws Exception {
    deliver(host(well("juggler-agent-rtc", 0, 0), dead("crashed"), removed("gone")));
    String tail = ",\"tags\":[\"porto-daemon\"]}";
    String why = "is dead; container: is dead: exit code 3";
    assertEquals(List.of("{\"source\":\"porto-daemon\",\"events\":["
        + event("juggler-agent-rtc-ready", "OK", "ready") + "," + event("juggler-agent-rtc-running", "OK", "running")
        + "," + event("crashed-ready", "CRIT", "not ready: " + why)
        + "," + event("crashed-running", "CRIT", "not running: " + why) + "]}"), receiver.bodies);
    assertTrue(receiver.bodies.get(0).contains(tail));
  }

  private static String event(String service, String status, String description) {
    return "{\"host\":\"host.example.net\",\"service\":\"porto-daemon-" + service + "\",\"status\":\"" + status
        + "\",\"description\":\"" + description + "\",\"tags\":[\"porto-daemon\"]}";
  }

  @Test
  void withPortoOutOfReachNobodyIsReady() throws Exception {
    deliver(unreachable(unknown("web", 0)));
    assertTrue(receiver.bodies.get(0).contains(
        event("web-ready", "CRIT", "not ready: is unknown; portod is down")), receiver.bodies.toString());
  }

  @Test
  void sendsBatchesOfFifty() throws Exception {
    deliver(many(60));
    assertEquals(List.of(50, 50, 20), receiver.bodies.stream().map(body -> Receiver.events(body).size()).toList());
  }

  @Test
  void onlyWhatWasNotTakenIsSentAgain() throws Exception {
    receiver.answer(body -> new Receiver.Answer(200, receiver.bodies.size() == 1
        ? "{\"events\":[{\"code\":200},{\"code\":503,\"message\":\"later\"}]}" : "{\"events\":[{\"code\":200}]}"));
    deliver(host(well("web", 0, 0)));
    assertEquals(2, receiver.bodies.size());
    List<?> again = Receiver.events(receiver.bodies.get(1));
    assertEquals(1, again.size());
    assertEquals("porto-daemon-web-running", ((Map<?, ?>) again.get(0)).get("service"));
  }

  @Test
  void aRefusedEventIsNotSentAgainAndIsNamed() {
    receiver.answer(body -> new Receiver.Answer(200,
        "{\"events\":[{\"code\":200},{\"code\":400,\"message\":\"bad service\"}]}"));
    SinkException e = assertThrows(SinkException.class, () -> deliver(host(well("web", 0, 0))));
    assertTrue(e.getMessage().contains("1 of 2 events were refused: porto-daemon-web-running: bad service"),
        e.getMessage());
    assertEquals(1, receiver.bodies.size());
  }

  @Test
  void anEventThatIsNeverTakenIsGivenUp() {
    receiver.answer(body -> new Receiver.Answer(200, "{\"events\":["
        + String.join(",", Receiver.events(body).stream().map(event -> "{\"code\":500}").toList()) + "]}"));
    assertThrows(SinkException.class, () -> deliver(host(well("web", 0, 0))));
    assertEquals(3, receiver.bodies.size());
  }

  @Test
  void garbageIsNoReceipt() {
    for (String garbage : List.of("", "OK", "[]", "{}", "{\"events\":[]}", "{\"events\":[1,2]}",
        "{\"events\":{}}", "{\"events\":[{\"code\":\"200\"},{\"code\":null}]}")) {
      receiver.bodies.clear();
      receiver.answer(body -> new Receiver.Answer(200, garbage));
      assertThrows(SinkException.class, () -> deliver(host(well("web", 0, 0))), garbage);
      assertEquals(3, receiver.bodies.size(), garbage);
    }
  }

  @Test
  void afterAServerThatFailsTheOtherBatchesAreNotTried() {
    receiver.answer(body -> new Receiver.Answer(500, ""));
    assertThrows(SinkException.class, () -> deliver(many(500)));
    assertEquals(3, receiver.bodies.size());
  }
}
