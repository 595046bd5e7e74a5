package org.puppetporto.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.DefinitionsDirectory;
import org.puppetporto.spec.Inputs;
import org.puppetporto.spec.Reading;
import picocli.CommandLine;

/** {@code doctor}: what keeps this host from running daemons, each with the remedy. */
@CommandLine.Command(name = "doctor",
    description = "Checks what daemons need on this host; each fault with its remedy.")
final class DoctorCommand extends Command {
  private static final String PROBE = "porto-daemon-doctor-" + ProcessHandle.current().pid();
  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  private boolean healthy = true;

  DoctorCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public Integer call() {
    porto();
    dpkg();
    apt();
    store();
    definitions();
    clock();
    agent();
    return healthy ? Exit.OK : Exit.FAILED;
  }

  private void porto() {
    Path socket = host.paths().portoSocket();
    try {
      good("Porto", host.porto().version() + " at " + socket);
    } catch (PortoException e) {
      bad("Porto", socket + ": " + e.getMessage() + "; start portod, or set PORTO_SOCKET");
      return;
    }
    try {
      host.porto().createWeak(PROBE);
      host.porto().destroy(PROBE);
      good("permission", "containers can be created");
    } catch (PortoException e) {
      bad("permission", e.getMessage() + "; run as root, or as a member of the group porto");
    }
  }

  private void dpkg() {
    Path status = host.paths().dpkgStatus();
    if (Files.isReadable(status)) {
      good("dpkg", status + " can be read");
      halfWay();
    } else {
      bad("dpkg", status + " cannot be read; this needs a Debian host, or DPKG_ADMINDIR");
    }
  }

  private void halfWay() {
    try {
      DpkgStatus read = host.packages().status();
      String broken = read.broken().stream().map(found -> found.name() + " is " + found.state())
          .collect(Collectors.joining(", "));
      if (read.interrupted() || !broken.isEmpty()) {
        bad("dpkg", (broken.isEmpty() ? "it was interrupted" : broken)
            + "; the next apply repairs what daemons need, `dpkg --configure -a` everything");
      }
    } catch (AptException e) {
      bad("dpkg", e.getMessage());
    }
  }

  private void apt() {
    boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "apt-get")));
    if (found) {
      good("apt", "apt-get is there");
    } else {
      bad("apt", "there is no apt-get in PATH; install apt, or correct PATH");
    }
  }

  private void store() {
    Path directory = host.paths().stateDir();
    if (!host.storeIsOpen()) {
      bad("state store", directory + " cannot be read by this user; use sudo");
      return;
    }
    try {
      HostState state = host.stored();
      state.unknown().forEach(text -> bad("state store", text));
      if (Files.exists(directory) && !Files.isWritable(directory)) {
        bad("state store", directory + " cannot be written; run as root");
      } else if (state.unknown().isEmpty()) {
        good("state store", state.daemons().size() + " daemons in " + directory);
      }
    } catch (EngineException e) {
      bad("state store", e.getMessage());
    }
  }

  private void definitions() {
    Path directory = host.paths().definitionsDir();
    if (!Files.isDirectory(directory)) {
      good("definitions", "there is no " + directory + "; nothing is declared in files");
      return;
    }
    try {
      Inputs inputs = new DefinitionsDirectory(host.reader()).read(directory);
      inputs.errors().forEach(text -> bad("definitions", text));
      if (inputs.errors().isEmpty()) {
        good("definitions", inputs.definitions().size() + " in " + directory);
      }
    } catch (IOException e) {
      bad("definitions", Reading.failed(directory, e));
    }
  }

  /** Revisions and holds are ordered and told by time. */
  private void clock() {
    if (!host.storeIsOpen()) {
      return;
    }
    Instant now = Instant.now();
    Optional<RevisionRecord> ahead = Optional.empty();
    try {
      ahead = host.stored().daemons().values().stream().flatMap(daemon -> daemon.revisions().stream())
          .filter(revision -> revision.at().isAfter(now.plus(TOLERANCE))).findFirst();
    } catch (EngineException e) {
      // Told of by the check of the store.
      return;
    }
    if (ahead.isPresent()) {
      bad("clock", "it is " + now + " here, and revision " + Running.brief(ahead.get().id()) + " is noted at "
          + ahead.get().at() + "; set the clock, and keep it by NTP (timedatectl set-ntp true)");
    } else {
      good("clock", "nothing in the state store is of the future");
    }
  }

  private void agent() {
    Path runDir = host.paths().runDir();
    if (Files.exists(runDir) && !Files.isWritable(runDir)) {
      bad("agent", "whether it runs cannot be told by this user (" + runDir + " is closed); use sudo");
      return;
    }
    try (HostLock.Held held = HostLock.ofAgent(host.paths()).take("looking for the agent")) {
      good("agent", "does not run; daemons are looked after in Puppet's runs, and by Porto's respawn");
    } catch (EngineException e) {
      if (e.fault() == Fault.LOCKED && Files.exists(host.paths().agentSocket())) {
        good("agent", "runs, and listens on " + host.paths().agentSocket());
      } else if (e.fault() == Fault.LOCKED) {
        bad("agent", "runs, and " + host.paths().agentSocket() + " is gone; restart the agent");
      } else {
        bad("agent", e.getMessage());
      }
    }
  }

  private void good(String what, String text) {
    console.out().println("ok    " + what + ": " + text);
  }

  private void bad(String what, String text) {
    healthy = false;
    console.out().println("FAIL  " + what + ": " + text);
  }
}
