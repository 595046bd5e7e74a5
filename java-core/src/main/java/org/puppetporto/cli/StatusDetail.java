package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongFunction;

/** How one daemon is, at length, for whoever is on call. From a status document, whoever made it. */
final class StatusDetail {
  private static final int LABEL = 13;
  private static final String INDENT = "  ";

  private final Map<?, ?> daemon;
  private final Console console;
  private final StringBuilder out = new StringBuilder();

  private StatusDetail(Map<?, ?> daemon, Console console) {
    this.daemon = daemon;
    this.console = console;
  }

  /** @param colour what its state comes to */
  static String text(String name, Map<?, ?> daemon, Colour colour, Console console) {
    StatusDetail detail = new StatusDetail(daemon, console);
    detail.head(name, colour);
    detail.identity();
    detail.life();
    detail.resources();
    detail.conditions();
    return detail.out.toString();
  }

  private void head(String name, Colour colour) {
    String state = word("state");
    boolean there = !state.equals("absent") && !state.equals("unknown");
    String how = word("status").equals("REMOVED") ? "removed"
        : state + (there ? yes("ready") ? ", ready" : ", not ready" : "");
    out.append(colour.on(name + ": " + how, console)).append('\n');
  }

  private void identity() {
    String revision = word("revision");
    line("status", joined(", ", word("status"), prefixed("version ", word("version")),
        prefixed("revision ", Running.brief(revision))));
    if (daemon.get("hold") instanceof Map<?, ?> hold) {
      line("held", (hold.get("kind").equals("STOPPED") ? "stopped by " : "maintenance by ") + hold.get("who")
          + since(hold) + prefixed(": ", String.valueOf(hold.get("why"))));
      line("", hold.get("kind").equals("STOPPED") ? "no run starts it until: porto-daemon start"
          : "no run changes it until: porto-daemon maintenance off");
    } else {
      line("waits", word("pending"));
    }
    StringJoiner packages = new StringJoiner(", ");
    map("packages").forEach((name, version) -> packages.add(name + " " + version));
    line("packages", packages.toString());
  }

  private void life() {
    if (yes("running")) {
      line("uptime", Quantity.span(number("uptime")));
    }
    if (!word("state").equals("absent") && !word("state").equals("unknown")) {
      line("restarts", number("restarts") + " by us, " + number("respawns") + " by portod"
          + (word("since").isEmpty() ? "" : "; " + number("restart_count") + " and " + number("respawn_count")
          + " of them" + since(daemon)));
    }
    if (daemon.get("health") instanceof Map<?, ?> health) {
      for (String probe : List.of("liveness", "readiness")) {
        if (health.get(probe) instanceof Map<?, ?> finding) {
          line(probe, finding.get("verdict") + since(finding)
              + prefixed(": ", String.valueOf(finding.get("text"))));
        }
      }
    }
  }

  private void resources() {
    Figures figures = new Figures(map("resources"));
    line("cpu", joined(", ", figures.nanos("cpu_usage", " used"), figures.nanos("cpu_wait", " waited"),
        figures.nanos("cpu_throttled", " throttled")));
    line("memory", joined(", ", figures.bytes("memory_usage", " used"),
        figures.bytes("anon_usage", " anonymous"), figures.limit("memory_limit"), figures.count("oom_kills", " OOM kills")));
    line("disk", joined(", ", figures.bytes("io_read", " read"), figures.bytes("io_write", " written"),
        figures.count("io_ops", " operations")));
    line("network", joined("; ", figures.each("net_bytes", "sent", Quantity::bytes),
        figures.each("net_drops", "dropped", String::valueOf),
        figures.each("net_rx_drops", "dropped when receiving", String::valueOf),
        figures.each("net_tx_drops", "dropped when sending", String::valueOf)));
    line("tasks", joined(", ", figures.count("process_count", " processes"),
        figures.count("thread_count", " threads")));
  }

  private void conditions() {
    List<String> well = new ArrayList<>();
    List<String> others = new ArrayList<>();
    map("conditions").forEach((kind, value) -> {
      Map<?, ?> condition = (Map<?, ?>) value;
      boolean ok = condition.get("status").equals("OK");
      if (word("status").equals("REMOVED") && condition.get("status").equals("UNKNOWN")) {
        return;
      }
      (ok ? well : others).add(ok ? String.valueOf(kind)
          : condition.get("status") + " " + kind + prefixed(": ", String.valueOf(condition.get("reason"))));
    });
    line("conditions", prefixed("OK ", String.join(", ", well)));
    for (String text : others) {
      line(well.isEmpty() && text.equals(others.get(0)) ? "conditions" : "", text,
          text.startsWith("FAILED") ? Colour.BAD : Colour.FAINT);
    }
  }

  private void line(String label, String text) {
    line(label, text, Colour.PLAIN);
  }

  /** One label with its text, folded to the terminal; nothing where there is no text. */
  private void line(String label, String text, Colour colour) {
    if (text.isEmpty()) {
      return;
    }
    String begin = INDENT + label + " ".repeat(LABEL - label.length());
    for (String part : Fold.lines(Plain.text(text), console.width() - begin.length())) {
      out.append(begin).append(colour.on(part, console)).append('\n');
      begin = " ".repeat(begin.length());
    }
  }

  private Map<?, ?> map(String key) {
    return daemon.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private String word(String key) {
    Object value = daemon.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  private boolean yes(String key) {
    return Boolean.TRUE.equals(daemon.get(key));
  }

  private long number(String key) {
    return daemon.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /** To the second; the rest says nothing to a person. */
  private static String since(Map<?, ?> entry) {
    return " since " + String.valueOf(entry.get("since")).replaceFirst("\\.\\d+Z$", "Z");
  }

  private static String prefixed(String prefix, String text) {
    return text.isEmpty() ? "" : prefix + text;
  }

  private static String joined(String separator, String... texts) {
    StringJoiner out = new StringJoiner(separator);
    for (String text : texts) {
      if (!text.isEmpty()) {
        out.add(text);
      }
    }
    return out.toString();
  }

  /** What Porto measured; "" where it has not. */
  private record Figures(Map<?, ?> values) {
    /** The whole: a plain number, or of several disks what stands for all of them. */
    private Long whole(String name) {
      Object value = values.get(name) instanceof Map<?, ?> parts ? parts.get("hw") : values.get(name);
      return value instanceof Number number ? number.longValue() : null;
    }

    /** By interface or class, which overlap, as far as there is anything. */
    String each(String name, String what, LongFunction<String> shown) {
      StringJoiner out = new StringJoiner(", ", what + " ", "").setEmptyValue("");
      if (values.get(name) instanceof Map<?, ?> parts) {
        parts.forEach((part, amount) -> {
          if (((Number) amount).longValue() != 0) {
            out.add(part + " " + shown.apply(((Number) amount).longValue()));
          }
        });
      }
      return out.toString();
    }

    String nanos(String name, String what) {
      return whole(name) == null ? "" : Quantity.nanos(whole(name)) + what;
    }

    String bytes(String name, String what) {
      return whole(name) == null ? "" : Quantity.bytes(whole(name)) + what;
    }

    String count(String name, String what) {
      return whole(name) == null ? "" : whole(name) + what;
    }

    String limit(String name) {
      return whole(name) == null ? ""
          : whole(name) == 0 ? "no limit" : "limit " + Quantity.bytes(whole(name));
    }
  }
}
