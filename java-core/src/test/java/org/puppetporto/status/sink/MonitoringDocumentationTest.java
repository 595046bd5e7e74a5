package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Holds the page, the dashboard and the alert rules of docs/monitoring against the real metrics. */
class MonitoringDocumentationTest {
  private static final Path PLACE = Path.of("..", "docs", "monitoring");
  private static final Pattern NAME = Pattern.compile("porto_daemon_[a-z_]+");
  private static final Pattern SELECTOR = Pattern.compile("(porto_daemon_[a-z_]+)\\{([^}]*)\\}");
  private static final Set<String> TARGET_LABELS = Set.of("instance", "job");

  private static Map<String, Metric> metrics() {
    Map<String, Metric> metrics = new HashMap<>();
    Arrays.stream(Metric.values()).forEach(metric -> metrics.put(metric.exposed(), metric));
    return metrics;
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private static String read(String file) throws IOException {
    return Files.readString(PLACE.resolve(file));
  }

  @Test
  void thePageExplainsEveryMetricAndNoOther() throws IOException {
    assertEquals(new TreeSet<>(metrics().keySet()), names(read("README.md")));
  }

  @Test
  void thePagesExampleIsAConfiguration(@TempDir Path directory) throws Exception {
    String page = read("README.md");
    int from = page.indexOf("```json\n") + 8;
    Path file = Files.writeString(directory.resolve("c.json"), page.substring(from, page.indexOf("```", from)));
    Settings settings = new SettingsReader(file, directory.resolve("log")).read();
    assertTrue(settings.prometheus().isPresent() && settings.yasm().isPresent() && settings.juggler().isPresent());
  }

  /** Every expression of the dashboard. */
  private static List<String> expressions(Object node) {
    List<String> found = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (Set.of("expr", "query").contains(key) && value instanceof String text) {
          found.add(text);
        } else {
          found.addAll(expressions(value));
        }
      });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> found.addAll(expressions(item)));
    }
    return found;
  }

  private static List<String> dashboard() throws IOException {
    return expressions(JSON.std.mapFrom(read("grafana-dashboard.json")));
  }

  private static List<String> rules() throws IOException {
    List<String> expressions = expressions(new Yaml().load(read("alerts.yaml")));
    assertFalse(expressions.isEmpty());
    return expressions;
  }

  @Test
  void dashboardAndRulesUseRealMetricsAndLabels() throws IOException {
    List<String> all = new ArrayList<>(dashboard());
    all.addAll(rules());
    for (String expression : all) {
      for (String name : names(expression)) {
        assertTrue(metrics().containsKey(name), name + " in " + expression);
      }
      Matcher selector = SELECTOR.matcher(expression);
      while (selector.find()) {
        Metric metric = metrics().get(selector.group(1));
        for (String matcher : selector.group(2).split(",")) {
          String label = matcher.split("[=!]", 2)[0];
          assertTrue(TARGET_LABELS.contains(label) || metric.labels().contains(label), label + " in " + expression);
        }
      }
    }
  }

  @Test
  void countersAreLookedAtAsCountersAndOnlyThey() throws IOException {
    List<String> all = new ArrayList<>(dashboard());
    all.addAll(rules());
    Pattern use = Pattern.compile("(rate|increase)?\\(?(porto_daemon_[a-z_]+)");
    for (String expression : all) {
      Matcher matcher = use.matcher(expression);
      while (matcher.find()) {
        boolean counter = metrics().get(matcher.group(2)).type().equals("counter");
        assertEquals(counter, matcher.group(1) != null, matcher.group(2) + " in " + expression);
      }
    }
  }

  @Test
  void theDashboardShowsEveryKindOfFigure() throws IOException {
    Set<String> shown = names(String.join(" ", dashboard()));
    for (Metric metric : List.of(Metric.READY, Metric.CONDITION, Metric.RESPAWNS_TOTAL, Metric.RESTARTS_TOTAL,
        Metric.CPU_USAGE_SECONDS_TOTAL, Metric.CPU_THROTTLED_SECONDS_TOTAL, Metric.MEMORY_USAGE_BYTES,
        Metric.OOM_KILLS_TOTAL, Metric.IO_READ_BYTES_TOTAL, Metric.NET_DROPS_TOTAL, Metric.THREADS)) {
      assertTrue(shown.contains(metric.exposed()), metric.exposed());
    }
  }

  @Test
  void everyRuleSaysWhatAndWhatToDo() throws IOException {
    Object document = new Yaml().load(read("alerts.yaml"));
    Map<?, ?> group = (Map<?, ?>) ((List<?>) ((Map<?, ?>) document).get("groups")).get(0);
    for (Object item : (List<?>) group.get("rules")) {
      Map<?, ?> rule = (Map<?, ?>) item;
      Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
      assertEquals(Set.of("summary", "description"), annotations.keySet(), String.valueOf(rule.get("alert")));
      assertEquals(Set.of("severity"), ((Map<?, ?>) rule.get("labels")).keySet());
    }
  }
}
