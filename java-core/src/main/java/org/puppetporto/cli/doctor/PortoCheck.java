package org.puppetporto.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.porto.SystemInfo;

/** portod: its socket, whether it answers and lets this user change things, what it can do, and its clock. */
record PortoCheck(Path socket, PortoClient porto, Optional<HostState> state, Clock clock) implements Check {
  private static final String NAME = "Porto";
  private static final String PROBE = "porto-daemon-doctor-" + ProcessHandle.current().pid();
  /** What keeps a daemon from taking the whole host; each needs a controller of the kernel. */
  private static final List<String> LIMITS = List.of("memory_limit", "cpu_limit", "thread_limit", "io_limit");
  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  /** In percent of how many containers there may be. */
  private static final int NEARLY = 90;

  @Override
  public void look(Findings findings) {
    if (!Files.exists(socket)) {
      findings.fail(NAME, "there is no socket " + socket, "start portod, or set PORTO_SOCKET");
      return;
    }
    if (!Files.isWritable(socket)) {
      findings.fail("permission", "this user may not write to " + socket + owner(),
          "run as root, or as a member of its group");
      return;
    }
    try {
      findings.ok(NAME, porto.version() + " at " + socket);
      system(findings, porto.system());
      abilities(findings);
      probe(findings);
    } catch (PortoException e) {
      findings.fail(NAME, socket + ": " + e.getMessage(),
          "look at portod's log, and start it again; or set PORTO_SOCKET");
    }
  }

  private String owner() {
    try {
      PosixFileAttributes file = Files.readAttributes(socket, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return ", which is of " + file.owner().getName() + " and group " + file.group().getName();
    } catch (IOException e) {
      return "";
    }
  }

  private static void system(Findings findings, SystemInfo system) {
    if (system.frozen()) {
      findings.fail(NAME, "it is frozen: root alone may change anything", "end that with the tool that froze it");
    }
    if (system.containerLimit() > 0 && system.containers() * 100 >= system.containerLimit() * NEARLY) {
      findings.warn(NAME, system.containers() + " containers of at most " + system.containerLimit(),
          "destroy what nobody needs (portoctl list), or raise max_total in portod.conf");
    }
  }

  private void abilities(Findings findings) throws PortoException {
    Set<String> able = porto.properties().stream().map(PropertyInfo::name).collect(Collectors.toSet());
    List<String> missing = LIMITS.stream().filter(limit -> !able.contains(limit)).toList();
    if (missing.isEmpty()) {
      findings.ok("limits", String.join(", ", LIMITS) + " are supported");
    } else {
      findings.warn("limits", "this kernel or portod does not support " + String.join(", ", missing)
          + "; a definition that sets one is refused", "give the kernel the controller (for memory: boot with"
          + " cgroup_enable=memory), or set policy unsupported: warn to leave them out");
    }
    for (RevisionRecord revision : current()) {
      Set<String> lacking = new TreeSet<>(names(revision));
      lacking.removeAll(able);
      if (!lacking.isEmpty()) {
        findings.warn("limits", name(revision) + " sets " + String.join(", ", lacking)
            + ", which this kernel or portod does not support", "remove it from the definition, or move the daemon");
      }
    }
  }

  private List<RevisionRecord> current() {
    return state.stream().flatMap(all -> all.daemons().values().stream())
        .flatMap(daemon -> daemon.current().stream()).toList();
  }

  private static String name(RevisionRecord revision) {
    return revision.document().get("meta") instanceof Map<?, ?> meta ? String.valueOf(meta.get("name")) : "a daemon";
  }

  /** The properties a stored definition sets, by Porto's names. */
  private static Set<String> names(RevisionRecord revision) {
    Set<String> names = new TreeSet<>();
    if (revision.document().get("spec") instanceof Map<?, ?> spec
        && spec.get("properties") instanceof Map<?, ?> properties) {
      for (Object key : properties.keySet()) {
        String name = key.toString();
        int index = name.indexOf('[');
        names.add(name.equals("cmd") ? "command_argv" : index < 0 ? name : name.substring(0, index));
      }
    }
    return names;
  }

  /** A container of our own, which ends with this connection, tells whether we may and what time portod has. */
  private void probe(Findings findings) {
    try {
      porto.createWeak(PROBE);
      Instant created = Instant.ofEpochSecond(Long.parseLong(porto.get(PROBE, "creation_time[raw]")));
      porto.destroy(PROBE);
      findings.ok("permission", "containers can be created");
      times(findings, created);
    } catch (PortoException e) {
      findings.fail("permission", e.getMessage(), "run as root, or as a member of the group porto");
    } catch (NumberFormatException e) {
      findings.warn("portod's clock", "it does not tell when a container was created", "look at portod's log");
    }
  }

  private void times(Findings findings, Instant created) throws PortoException {
    Instant now = clock.instant();
    if (Duration.between(created, now).abs().compareTo(TOLERANCE) > 0) {
      findings.fail("portod's clock", "portod says " + created + " where it is " + now + " here",
          "set the clock, and start portod again");
      return;
    }
    List<String> ahead = new ArrayList<>();
    porto.get(List.of("*"), List.of("creation_time[raw]", "start_time[raw]"), false).forEach((name, answers) -> {
      if (answers.values().stream().anyMatch(answer -> isAhead(answer, now))) {
        ahead.add(name);
      }
    });
    if (ahead.isEmpty()) {
      findings.ok("portod's clock", "is ours, and no container is of the future");
    } else {
      findings.warn("portod's clock", "created or started in the future, since the clock was set back: "
          + String.join(", ", ahead), "keep the clock by NTP (timedatectl set-ntp true); restart them to have their"
          + " uptime right");
    }
  }

  private static boolean isAhead(PropertyResult answer, Instant now) {
    return answer.ok() && answer.value().matches("\\d{1,15}")
        && Instant.ofEpochSecond(Long.parseLong(answer.value())).isAfter(now.plus(TOLERANCE));
  }
}
