package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finishes packages that were left between states. */
final class Repair {
  private final AptHost host;
  private final Consumer<AptProgress> progress;

  Repair(AptHost host, Consumer<AptProgress> progress) {
    this.host = host;
    this.progress = progress;
  }

  void all() throws AptException {
    guarded(Set.of());
    configure(host.tool(), List.of("-a"));
  }

  /**
   * Configures what was cut off while its services were suppressed; anybody else's dpkg or apt-get would do
   * so without the guard.
   *
   * @param except packages that are about to be replaced anyway
   */
  void guarded(Collection<String> except) throws AptException {
    Set<String> pending = new TreeSet<>(host.guard().pending());
    pending.removeAll(except);
    if (pending.isEmpty()) {
      return;
    }
    DpkgStatus status = host.status();
    List<String> unfinished = pending.stream()
        .filter(name -> status.find(name).filter(Repair::configurable).isPresent())
        .toList();
    if (!unfinished.isEmpty()) {
      configure(host.tool().with("PATH", host.guardedPath()), unfinished);
    }
    host.guard().end(pending);
  }

  private static boolean configurable(InstalledPackage found) {
    return found.state().equals("unpacked") || found.state().equals("half-configured");
  }

  private void configure(Tool tool, List<String> which) throws AptException {
    List<String> argv = new ArrayList<>(List.of("dpkg"));
    argv.addAll(AptArguments.conffiles(false));
    argv.add("--configure");
    argv.addAll(which);
    Path file = host.log().begin("dpkg");
    Tool.Outcome outcome = host.locks().untilFree("dpkg --configure", () ->
        tool.work(argv, file, host.settings().dpkgDeadline(), new ProgressReader(progress)));
    if (!outcome.ok()) {
      AptFailure failure = AptFailure.of(outcome.lines());
      Reason reason = failure.reason() == Reason.NO_SPACE ? Reason.NO_SPACE : Reason.BROKEN;
      throw new AptException(reason, Messages.repairFailed(which, failure, file));
    }
  }
}
