package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.PortoFailure;

/** Mounts of the host, by mount(8) and umount(8). */
public final class Mounts {
  private Mounts() {}

  public static void bind(Path source, Path target, boolean recursive) {
    Tool.run(List.of("mount", recursive ? "--rbind" : "--bind", source.toString(), target.toString()));
  }

  /** Makes what is going to be mounted on, if it is not there: a directory, or a file for a mount of one. */
  public static void makeTarget(Path target, boolean file) throws IOException {
    Files.createDirectories(file ? target.getParent() : target);
    if (file && !Files.exists(target)) {
      Files.createFile(target);
    }
  }

  /** Keeps a mount from being written through. */
  public static void readOnly(Path target) {
    Tool.run(List.of("mount", "-o", "remount,bind,ro", target.toString()));
  }

  /** Mounts a file system; options by commas, "" for none. */
  public static void mount(String type, String source, Path target, String options) {
    List<String> argv = new ArrayList<>(List.of("mount", "-t", type));
    if (!options.isEmpty()) {
      argv.addAll(List.of("-o", options));
    }
    argv.addAll(List.of(source, target.toString()));
    Tool.run(argv);
  }

  public static boolean isMountPoint(Path path) {
    return targets().anyMatch(target -> target.equals(escaped(path)));
  }

  /** Whether something is mounted on the path, or anywhere below it. */
  public static boolean isAnyBelow(Path path) {
    String top = escaped(path);
    return targets().anyMatch(target -> target.equals(top) || target.startsWith(top + "/"));
  }

  /** Takes away every mount below the path, the deepest first. */
  public static void unmountBelow(Path path) {
    String top = escaped(path) + "/";
    for (String target : targets().filter(target -> target.startsWith(top)).sorted(Comparator.reverseOrder())
        .toList()) {
      Tool.succeeds(List.of("umount", "--lazy", "--no-canonicalize", unescaped(target)));
    }
  }

  private static Stream<String> targets() {
    return ProcFs.read(Path.of("/proc/self/mounts")).lines().map(line -> line.split(" "))
        .filter(words -> words.length > 1).map(words -> words[1]);
  }

  /** As /proc/self/mounts writes it. */
  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
  }

  private static String unescaped(String target) {
    return target.replace("\\011", "\t").replace("\\040", " ").replace("\\134", "\\");
  }

  /** Takes away every mount on the path; what is still used goes when it is not used any more. */
  public static void unmount(Path path) {
    while (isMountPoint(path)) {
      try {
        Tool.run(List.of("umount", path.toString()));
      } catch (PortoFailure e) {
        Tool.run(List.of("umount", "--lazy", path.toString()));
      }
    }
  }
}
