package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.spec.property.PropertyCatalogue;

class HealthReaderTest {
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));

  private Definition definition(Object health) throws DefinitionException {
    return reader.readNamed("web",
        Map.of("properties", Map.of("cmd", List.of("/usr/bin/web")), "health", health), "Porto_daemon[web]");
  }

  private Probe liveness(Map<String, Object> probe) throws DefinitionException {
    return definition(Map.of("liveness", probe)).health().liveness().orElseThrow();
  }

  private String refusal(Map<String, Object> probe) {
    return assertThrows(DefinitionException.class, () -> liveness(probe)).getMessage();
  }

  @Test
  void silenceMeansThatNothingIsAsked() throws Exception {
    Definition definition = reader.readNamed("web", Map.of("properties", Map.of("cmd", List.of("x"))), "x");
    assertEquals(Health.NONE, definition.health());
    assertEquals(Health.NONE, definition(Map.of()).health());
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Health health = definition(Map.of(
        "liveness", Map.of("exec", List.of("/bin/check", "", 5), "initial_delay", "1m", "interval", 2,
            "timeout", 0.5, "success_threshold", 2, "failure_threshold", "4"),
        "readiness", Map.of("tcp", 8080),
        "restart_files", List.of("/etc/a b", "/etc/c"),
        "restart_backoff", 1, "restart_backoff_max", "2m", "restarts_per_hour", 3)).health();
    assertEquals(new Health(
        Optional.of(new Probe(new Check.Exec(List.of("/bin/check", "", "5")), Duration.ofMinutes(1),
            Duration.ofSeconds(2), Duration.ofMillis(500), 2, 4)),
        Optional.of(Probe.silent(new Check.Tcp("127.0.0.1", 8080))),
        List.of("/etc/a b", "/etc/c"),
        new Health.Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2), 3)), health);
    assertEquals(health.readiness(), health.gate());
  }

  @ParameterizedTest
  @CsvSource({"8080,127.0.0.1,8080", "db:5432,db,5432", "[::1]:80,::1,80", "10.0.0.1:65535,10.0.0.1,65535"})
  void aPortMayHaveAHost(String given, String host, int port) throws Exception {
    assertEquals(new Check.Tcp(host, port), liveness(Map.of("tcp", given)).check());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "db", "db:", ":80", "::1:80", "a/b:80", "-1", ""})
  void whatIsNoPortIsRefused(String given) {
    assertTrue(refusal(Map.of("tcp", given)).contains("health.liveness.tcp"), given);
  }

  @Test
  void aUrlMayBeGivenWholeOrInParts() throws Exception {
    Check whole = new Check.Http(URI.create("http://127.0.0.1:8080/ping?deep=1"), 200, 399);
    assertEquals(whole, liveness(Map.of("http", "http://127.0.0.1:8080/ping?deep=1")).check());
    assertEquals(whole, liveness(Map.of("http", Map.of("port", 8080, "path", "/ping?deep=1"))).check());
    assertEquals(new Check.Http(URI.create("https://[::1]:1/"), 204, 204),
        liveness(Map.of("http", Map.of("port", 1, "scheme", "https", "host", "::1", "status", 204))).check());
    assertEquals(new Check.Http(URI.create("http://h/x"), 200, 299),
        liveness(Map.of("http", Map.of("url", "http://h/x", "status", "200-299"))).check());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://h/", "/ping", "http://u:p@h/", "http://h/#x", "http://h:99999/", "http:// /", ""})
  void whatIsNoUrlIsRefused(String url) {
    assertTrue(refusal(Map.of("http", url)).contains("http://127.0.0.1:8080/ping"), url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "600", "299-200", "2xx", "200-", "-"})
  void whatIsNoStatusIsRefused(String status) {
    assertTrue(refusal(Map.of("http", Map.of("port", 80, "status", status))).contains("http.status"), status);
  }

  @Test
  void aProbeAsksOneThing() {
    assertTrue(refusal(Map.of("interval", 1)).contains("asks nothing"));
    assertTrue(refusal(Map.of("tcp", 1, "exec", List.of("x"))).contains("exec and tcp are too much"));
    assertTrue(refusal(Map.of("exec", List.of())).contains("health.liveness.exec"));
    assertTrue(refusal(Map.of("exec", "/bin/true")).contains("health.liveness.exec"));
    assertTrue(refusal(Map.of("exec", List.of(List.of("x")))).contains("health.liveness.exec"));
  }

  @Test
  void aRemovalIsNotHinderedByIt() throws Exception {
    assertEquals(Ensure.ABSENT,
        reader.readNamed("web", Map.of("ensure", "absent", "health", "rubbish"), "x").ensure());
  }
}
