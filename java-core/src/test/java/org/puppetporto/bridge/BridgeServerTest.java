package org.puppetporto.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.apt.DebArchitecture;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.engine.RealHost;

/** The bridge as docs/architecture.md has it, line by line, over a real endpoint. */
class BridgeServerTest {
  private final List<Map<String, Object>> progress = new ArrayList<>();
  private RealHost host;
  private BridgeServer server;
  private String answer;
  private int id;

  @BeforeEach
  void open() throws Exception {
    host = new RealHost();
    server = new BridgeServer(host.engine(), "1.2.3", this::take);
  }

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private void take(String line) {
    assertFalse(line.contains("\n"), "a message is one line");
    Map<String, Object> message = parse(line);
    assertEquals("2.0", message.get("jsonrpc"));
    if (message.containsKey("method")) {
      assertEquals("progress", message.get("method"));
      progress.add(map(message.get("params")));
    } else {
      assertNull(answer, "two answers to one request");
      answer = line;
    }
  }

  private Map<String, Object> raw(String line) {
    answer = null;
    server.handle(line);
    return parse(answer);
  }

  private Map<String, Object> call(String method, Map<String, Object> params) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", ++id);
    request.put("method", method);
    request.put("params", params);
    Map<String, Object> message = raw(JSON.std.asString(request));
    assertEquals(id, message.get("id"));
    return message;
  }

  private Map<String, Object> result(String method, Map<String, Object> params) throws IOException {
    Map<String, Object> message = call(method, params);
    assertTrue(message.containsKey("result"), message.toString());
    return map(message.get("result"));
  }

  private int errorCode(Map<String, Object> message) {
    Map<String, Object> error = map(message.get("error"));
    assertFalse(String.valueOf(error.get("message")).isEmpty());
    assertTrue(map(error.get("data")).keySet().containsAll(List.of("reason", "detail")));
    return (Integer) error.get("code");
  }

  private void hello() throws IOException {
    result("hello", Map.of("protocol", 1, "version", "1.2.3"));
  }

  private Map<String, Object> web(Object memory) {
    return Map.of("origin", "Porto_daemon[web]", "ensure", "running",
        "meta", Map.of("kind", "PortoDaemon", "name", "web", "version", "7"),
        "spec", Map.of("properties", Map.of("cmd", host.sleep(1), "memory_limit", memory),
            "policy", Map.of("min_uptime", 0, "stop_timeout", 1)));
  }

  @Test
  void greetsAndRefusesAnotherProtocol() throws Exception {
    assertEquals(-32600, errorCode(call("observe", Map.of("daemons", List.of()))));
    assertEquals(-32001, errorCode(call("hello", Map.of("protocol", 2, "version", "9"))));
    Map<String, Object> hello = result("hello", Map.of("protocol", 1, "version", "1.2.3"));
    assertEquals("1.2.3", hello.get("version"));
    assertEquals((int) ProcessHandle.current().pid(), hello.get("pid"));
  }

  @Test
  void answersWhatIsNoRequest() throws Exception {
    assertEquals(-32700, errorCode(raw("{ torn")));
    assertEquals(-32600, errorCode(raw("{\"jsonrpc\":\"2.0\",\"id\":1}")));
    hello();
    assertEquals(-32601, errorCode(call("divine", Map.of())));
    assertEquals(-32602, errorCode(call("observe", Map.of("daemons", "web"))));
    assertEquals(-32602, errorCode(call("execute", Map.of())));
    assertEquals(-32602, errorCode(raw("{\"id\":2,\"method\":\"plan\",\"params\":[]}")));
  }

  @Test
  void observesPlansAndExecutes() throws Exception {
    hello();
    Map<String, Object> misspelt = Map.of("origin", "Porto_daemon[api]", "meta", Map.of("name", "api"),
        "spec", Map.of("properties", Map.of("cmd", List.of("true"), "memory_limt", "1G")));
    Map<String, Object> daemons = Map.of("daemons", List.of(web("64M"), misspelt), "claims", Map.of());
    Map<String, Object> observed = result("observe", daemons);
    assertEquals("absent", map(map(observed.get("daemons")).get("web")).get("ensure"));
    String refusal = (String) map(observed.get("errors")).get("api");
    assertTrue(refusal.contains("memory_limt") && refusal.contains("memory_limit"), refusal);

    Map<String, Object> planned = result("plan", daemons);
    Map<String, Object> plan = map(map(planned.get("plans")).get("web"));
    assertEquals(true, plan.get("changes"));
    assertEquals(40, String.valueOf(plan.get("revision")).length());
    assertTrue(map(planned.get("errors")).containsKey("api"));
    assertEquals(List.of(), RealHost.processes(host.sleep(1)));

    Map<String, Object> outcome = result("execute", Map.of("daemon", web("64M")));
    assertEquals(true, outcome.get("changed"));
    assertEquals("running", outcome.get("state"));
    assertEquals(plan.get("revision"), outcome.get("revision"));
    assertFalse(progress.isEmpty());
    assertTrue(progress.stream().allMatch(p -> "web".equals(p.get("name")) && p.containsKey("percent")));

    Map<String, Object> again = result("observe",
        Map.of("daemons", List.of(web("64M")), "claims", Map.of(), "instances", true));
    Map<String, Object> now = map(map(again.get("daemons")).get("web"));
    assertEquals("running", now.get("ensure"));
    assertEquals("7", now.get("version"));
    assertEquals("67108864", map(now.get("properties")).get("memory_limit"));
    assertEquals("CURRENT", now.get("status"));
    assertEquals(true, now.get("managed"));
    Map<String, Object> second = map(map(result("plan", Map.of("daemons", List.of(web("64M")))).get("plans")).get("web"));
    assertEquals(false, second.get("changes"));
    assertEquals(List.of(), second.get("differences"));

    long pid = RealHost.processes(host.sleep(1)).get(0);
    result("restart", Map.of("name", "web", "reason", "refreshed by Puppet", "as_it_is", true));
    List<Long> processes = RealHost.processes(host.sleep(1));
    assertEquals(1, processes.size());
    assertFalse(processes.contains(pid));
  }

  @Test
  void tellsWhereADaemonWasDeclared() throws Exception {
    hello();
    Map<String, Object> file = new LinkedHashMap<>(web("64M"));
    file.put("origin", "/etc/hostman/porto-daemons.d/web.yaml");
    result("execute", Map.of("daemon", file));
    Map<String, Object> seen = result("observe", Map.of("daemons", List.of(), "instances", true));
    assertEquals(file.get("origin"), map(map(seen.get("daemons")).get("web")).get("origin"));
    Map<String, Object> other = new LinkedHashMap<>(web("64M"));
    other.put("meta", Map.of("name", "other"));
    Map<String, Object> unknown = result("observe", Map.of("daemons", List.of(other)));
    assertNull(map(map(unknown.get("daemons")).get("other")).get("origin"));
  }

  @Test
  void storesTheCatalogsPackagesAndKeepsThemFromARunWithoutCatalog() throws Exception {
    hello();
    result("observe", Map.of("daemons", List.of(web("64M")), "claims", Map.of("bash", "", "curl", "7.88")));
    assertEquals(Map.of("bash", "", "curl", "7.88"), host.engine().operator().stored().catalog());
    result("observe", Map.of("daemons", List.of(web("64M")), "instances", true));
    assertEquals(2, host.engine().operator().stored().catalog().size());
  }

  @Test
  void aCatalogThatHasNoPackageAnyMoreClaimsNone() throws Exception {
    hello();
    result("observe", Map.of("daemons", List.of(web("64M")), "claims", Map.of("bash", "5.2")));
    result("observe", Map.of("daemons", List.of(web("64M")), "claims", Map.of()));
    assertEquals(Map.of(), host.engine().operator().stored().catalog());
  }

  @Test
  void aRunWithoutCatalogDoesNotSayWhatPuppetDeclares() throws Exception {
    hello();
    HostState nothing = host.engine().operator().stored();
    result("observe", Map.of("daemons", List.of(web("64M")), "claims", Map.of("bash", ""),
        "declared", List.of("web", "late")));
    Map<String, Object> other = Map.of("meta", Map.of("name", "other"), "ensure", "absent");
    result("observe", Map.of("daemons", List.of(other)));
    PuppetsDaemons puppets = new PuppetsDaemons(host.directory.resolve("state"));
    assertTrue(puppets.declares("web", nothing));
    assertTrue(puppets.declares("late", nothing), "one whose values are not known yet");
    assertFalse(puppets.declares("other", nothing));
    result("observe", Map.of("daemons", List.of(), "claims", Map.of(), "noop", true, "declared", List.of()));
    assertTrue(puppets.declares("web", nothing), "noop changes nothing");
    result("observe", Map.of("daemons", List.of(), "claims", Map.of(), "declared", List.of()));
    assertFalse(puppets.declares("web", nothing));
  }

  @Test
  void everyFaultHasItsCode() throws Exception {
    hello();
    assertEquals(-32010, errorCode(call("execute", Map.of("daemon", web("much")))));
    Map<String, Object> unknownPackage = Map.of("origin", "Porto_daemon[web]", "meta", Map.of("name", "web"),
        "spec", Map.of("properties", Map.of("cmd", host.sleep(1)), "packages", Map.of("no-such-package", "1")));
    assertEquals(-32012, errorCode(call("execute", Map.of("daemon", unknownPackage))));
    Map<String, Object> command = Map.of("origin", "Porto_daemon[web]", "meta", Map.of("name", "web"),
        "spec", Map.of("properties", Map.of("cmd", List.of("/no/such/command"))));
    Map<String, Object> failed = call("execute", Map.of("daemon", command));
    assertEquals(-32014, errorCode(failed));
    assertTrue(map(failed.get("error")).get("message").toString().contains("/no/such/command"), failed.toString());
    assertEquals(-32015, errorCode(call("restart", Map.of("name", "nobody", "reason", "asked"))));
    host.portod.stop();
    assertEquals(-32011, errorCode(call("observe", Map.of("daemons", List.of(web("64M")), "claims", Map.of()))));
    assertEquals(-32011, errorCode(call("execute", Map.of("daemon", web("64M")))));
  }

  private Map<String, Object> named(String name, Map<String, String> packages) {
    return Map.of("origin", "Porto_daemon[" + name + "]", "meta", Map.of("name", name),
        "spec", Map.of("properties", Map.of("cmd", host.sleep(1)), "packages", packages));
  }

  /** Two names of one package are found out on the host alone, after all other definitions were read. */
  @Test
  void aDefinitionThatIsRefusedOnThisHostCostsOnlyItsOwnDaemon() throws Exception {
    hello();
    String here = "bash:" + DebArchitecture.ofThisJvm();
    Map<String, Object> torn = named("api", Map.of("bash", "1", here, "2"));
    Map<String, Object> observed = result("observe",
        Map.of("daemons", List.of(torn, web("64M")), "claims", Map.of(), "plan", true));
    assertEquals(List.of("api"), List.copyOf(map(observed.get("errors")).keySet()));
    assertEquals(List.of("web"), List.copyOf(map(observed.get("plans")).keySet()));
  }

  /** Whoever may only read shall not fill an agent's memory by asking on and on. */
  @Test
  void whatACallerWhoMayNotChangeHasToldIsForgottenWithItsNextMessage() throws Exception {
    server = new BridgeServer(host::engine, "1.2.3", new Gate() {
      @Override
      public Optional<String> outdated(String version) {
        return Optional.empty();
      }

      @Override
      public Optional<String> refusal() {
        return Optional.of("you may read");
      }
    }, Optional.empty(), this::take);
    hello();
    result("observe", Map.of("daemons", List.of(named("web", Map.of("shared", "1")))));
    for (String method : List.of("observe", "plan")) {
      Map<String, Object> answer = result(method,
          Map.of("daemons", List.of(named("api", Map.of("shared", "2"))), "plan", true));
      assertEquals(Map.of(), answer.get("errors"), "what was told before still counts");
      assertEquals(List.of("api"), List.copyOf(map(answer.get("plans")).keySet()));
    }
  }

  @Test
  void servesUntilShutdown() throws Exception {
    String input = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\",\"params\":{}}\n{ never read\n";
    answer = null;
    server.serve(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    assertEquals(Map.of(), parse(answer).get("result"));
  }

  private static Map<String, Object> parse(String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
