package org.puppetporto.embedded.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.cgroup.CgroupFigures;
import org.puppetporto.embedded.cgroup.CgroupLimits;
import org.puppetporto.embedded.cgroup.CgroupTree;
import org.puppetporto.embedded.cgroup.Freezer;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Ulimits;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.HostSystem;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.proto.ErrorCode;

/** What containers use and how much of it: cgroups where they can be written, and limits of processes. */
final class Resources {
  private static final String OOM_KILLS_BEFORE = "oom_kills_before_start";
  private static final int SIGKILL = 9;
  private static final int SIGSTOP = 19;
  private static final int SIGCONT = 18;
  private final CgroupTree tree;
  private final CgroupLimits limits;
  private final CgroupFigures figures;
  private final Freezer freezer;
  private final HostSystem host;

  Resources(Path dir, int cores, HostSystem host) {
    tree = new CgroupTree(dir, pid -> host.kill(pid, SIGKILL));
    limits = new CgroupLimits(tree, cores);
    figures = new CgroupFigures(tree);
    freezer = new Freezer(tree);
    this.host = host;
  }

  CgroupFigures figures() {
    return figures;
  }

  /** Makes what a container that starts needs. */
  void prepare(Container container) {
    tree.create(container);
    limits.applyAll(container);
    container.setting(OOM_KILLS_BEFORE, Long.toString(oomKills(container)));
  }

  /** The files that take a process in. */
  List<Path> procsFiles(Container container) {
    return tree.procsFiles(container);
  }

  /** Takes a process that runs already into the container's groups. */
  void attach(int pid, Container container) {
    enter(pid, tree.procsFiles(container));
  }

  /** Takes one thread of a process into the container's groups. */
  void attachThread(int tid, Container container) {
    enter(tid, tree.threadFiles(container));
  }

  private static void enter(int id, List<Path> files) {
    for (Path file : files) {
      try {
        Files.writeString(file, Integer.toString(id), StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot attach " + id);
      }
    }
  }

  void release(Container container) {
    tree.remove(container);
  }

  void releaseAll() {
    tree.removeBase();
  }

  /** Puts a changed property into effect on a container that has resources. */
  void apply(Container container, String property) {
    limits.apply(container, property);
    if (property.equals("ulimit") && container.state() == State.RUNNING) {
      applyUlimits(container);
    }
  }

  /** Whether processes were killed for want of memory since the container started. */
  boolean ranOutOfMemory(Container container) {
    String before = container.setting(OOM_KILLS_BEFORE);
    return oomKills(container) > (before == null ? 0 : Long.parseLong(before));
  }

  /** Holds all processes of the container alone. */
  void freeze(Container container) {
    if (!freezer.freeze(container)) {
      signalAll(container, SIGSTOP);
    }
  }

  /** Lets them go on. */
  void thaw(Container container) {
    if (!freezer.thaw(container)) {
      signalAll(container, SIGCONT);
    }
  }

  List<String> withoutEffect(Container container) {
    return limits.withoutEffect(container);
  }

  private void signalAll(Container container, int signal) {
    Run run = container.run();
    if (run.supervisor() != 0) {
      ProcFs.descendants(run.supervisor()).forEach(pid -> host.kill(pid, signal));
    }
  }

  private long oomKills(Container container) {
    return figures.amount(container, "oom_kills").orElse(0);
  }

  private void applyUlimits(Container container) {
    String setting = container.setting("ulimit");
    Map<String, Ulimits.Limit> wanted = Ulimits.parse(setting == null ? "" : setting);
    for (int pid : ProcFs.descendants(container.run().supervisor())) {
      for (Map.Entry<String, Ulimits.Limit> limit : wanted.entrySet()) {
        String refusal = host.prlimit(pid, Ulimits.forPrlimit(Map.of(limit.getKey(), limit.getValue())));
        if (!refusal.isEmpty() && ProcFs.startTicks(pid) != 0) {
          throw new PortoFailure(ErrorCode.UNKNOWN, refusal + ": prlimit " + pid + " " + limit.getKey() + " "
              + number(limit.getValue().soft()) + " " + number(limit.getValue().hard()));
        }
      }
    }
  }

  /** As Porto writes an unlimited one in its messages. */
  private static String number(String limit) {
    return limit.equals(Ulimits.UNLIMITED) ? Long.toUnsignedString(-1) : limit;
  }
}
