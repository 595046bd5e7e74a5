package org.puppetporto.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostState;
import org.puppetporto.porto.PortoException;
import picocli.CommandLine;

/** {@code doctor}: what keeps this host from running daemons, each with the remedy. */
@CommandLine.Command(name = "doctor",
    description = "Checks what daemons need on this host; each fault with its remedy.")
final class DoctorCommand extends Command {
  private static final String PROBE = "porto-daemon-doctor-" + ProcessHandle.current().pid();
  private boolean healthy = true;

  DoctorCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    porto();
    dpkg();
    apt();
    store();
    definitions();
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
    } else {
      bad("dpkg", status + " cannot be read; this needs a Debian host, or DPKG_ADMINDIR");
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
    } catch (CommandFailure e) {
      bad("definitions", e.getMessage());
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
