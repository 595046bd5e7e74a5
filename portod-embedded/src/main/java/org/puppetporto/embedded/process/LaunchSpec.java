package org.puppetporto.embedded.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run and how: the description that the supervisor reads. It travels through a pipe, never through a
 * file or an argument, as it may hold secrets.
 */
public record LaunchSpec(String name, long generation, Path runDir, List<String> argv, List<String> env,
    String cwd,
    String root, String umask, int uid, int gid, List<Integer> groups, String stdin, String stdout,
    String stderr,
    List<String> ulimits, String oomScoreAdj, List<Integer> droppedCapabilities,
    List<Integer> ambientCapabilities, Sandbox sandbox, List<Path> cgroupProcs) {

  /**
   * How much of a system of its own the process gets.
   *
   * @param join the host's pid of a process whose namespaces to begin with; 0 for the host's own
   * @param namespaces which to have anew then: any of mount, pid, ipc, uts, net
   * @param ownRoot whether the root is another one than that of what is joined
   * @param idle whether there is no command: the process only holds what others join
   * @param asInit whether the process itself is the first one of its pid namespace
   * @param hostname inside; "" for the host's
   * @param binds {@code source\ntarget\nflags}, the target below the root
   * @param symlinks {@code link\ntarget}
   */
  public record Sandbox(int join, List<String> namespaces, boolean ownRoot, boolean idle, boolean asInit,
      String hostname, boolean rootReadonly, List<String> binds, List<String> symlinks) {
    /** All of the host's. */
    public static final Sandbox NONE =
        new Sandbox(0, List.of(), false, false, false, "", false, List.of(), List.of());
  }

  /** Where the supervisor keeps the task's pid while it runs. */
  static Path taskFile(Path runDir) {
    return runDir.resolve("task");
  }

  /** Where the supervisor leaves the wait status. */
  static Path exitFile(Path runDir) {
    return runDir.resolve("exit");
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, Object> single = Map.ofEntries(Map.entry("name", name), Map.entry("generation", generation),
        Map.entry("task_file", taskFile(runDir)), Map.entry("exit_file", exitFile(runDir)),
        Map.entry("cwd", cwd), Map.entry("root", root), Map.entry("as_init", flag(sandbox.asInit())),
        Map.entry("join", sandbox.join() == 0 ? "" : sandbox.join()),
        Map.entry("own_root", flag(sandbox.ownRoot())), Map.entry("idle", flag(sandbox.idle())),
        Map.entry("root_readonly", flag(sandbox.rootReadonly())),
        Map.entry("umask", umask), Map.entry("uid", uid), Map.entry("gid", gid), Map.entry("stdin", stdin),
        Map.entry("stdout", stdout), Map.entry("stderr", stderr), Map.entry("oom_score_adj", oomScoreAdj),
        Map.entry("hostname", sandbox.hostname()));
    single.forEach((key, value) -> put(out, key, value.toString()));
    argv.forEach(word -> put(out, "argv", word));
    env.forEach(variable -> put(out, "env", variable));
    groups.forEach(group -> put(out, "gid_extra", group.toString()));
    ulimits.forEach(limit -> put(out, "ulimit", limit));
    droppedCapabilities.forEach(number -> put(out, "capability_drop", number.toString()));
    ambientCapabilities.forEach(number -> put(out, "capability_ambient", number.toString()));
    sandbox.namespaces().forEach(namespace -> put(out, "namespace", namespace));
    sandbox.binds().forEach(bind -> put(out, "bind", bind));
    sandbox.symlinks().forEach(link -> put(out, "symlink", link));
    cgroupProcs.forEach(file -> put(out, "cgroup_procs", file.toString()));
    return out.toByteArray();
  }

  private static String flag(boolean value) {
    return value ? "1" : "";
  }

  private static void put(ByteArrayOutputStream out, String key, String value) {
    out.writeBytes(key.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    out.writeBytes(value.replace("\0", "").getBytes(StandardCharsets.UTF_8));
    out.write(0);
  }

  /** Everything but values that may be secret. */
  @Override
  public String toString() {
    return name + " " + argv;
  }
}
