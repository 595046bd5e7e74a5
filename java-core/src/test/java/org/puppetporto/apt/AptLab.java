package org.puppetporto.apt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Real apt-get and dpkg on a private admindir, configuration and source, so that a test can install
 * real packages without touching the machine's own: everything lies below one directory, and the
 * packages install their files below {@link #root}. Maintainer scripts log to {@link #scriptLog}.
 */
public final class AptLab {
  private final Path dir;
  private final Map<String, DebBuilder.Deb> published = new TreeMap<>();

  private AptLab(Path dir) {
    this.dir = dir;
  }

  /** Builds a lab in an empty directory; skips the test, with the reason, where apt cannot be used. */
  public static AptLab create(Path dir) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "apt-get is not installed here");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg-deb is not installed here");
    assumeTrue("root".equals(System.getProperty("user.name")), "dpkg installs packages only for root");
    AptLab lab = new AptLab(dir.toAbsolutePath());
    try {
      lab.layOut("file:" + lab.source());
      lab.index();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lab;
  }

  /** Points apt at another address of the same source, e.g. one served over HTTP. */
  public void useSource(String uri) throws IOException {
    write("etc/sources.list", "deb [trusted=yes] " + uri + " ./\n");
  }

  /** The environment that makes apt, dpkg and the product use this lab. */
  public Map<String, String> environment() {
    return Map.of(
        "APT_CONFIG", dir.resolve("apt.conf").toString(),
        "DPKG_ADMINDIR", admindir().toString(),
        "PORTO_DAEMON_CACHE_DIR", dir.resolve("porto-cache").toString());
  }

  public Path admindir() {
    return dir.resolve("dpkg");
  }

  /** Where the packages of this lab install their files. */
  public Path root() {
    return dir.resolve("root");
  }

  /** The folder apt downloads from. */
  public Path source() {
    return dir.resolve("source");
  }

  /** apt's own folder of downloaded .debs. */
  public Path archives() {
    return dir.resolve("cache/archives");
  }

  /** Our own folder of kept .debs. */
  Path debs() {
    return dir.resolve("porto-cache/debs");
  }

  public DebBuilder deb(String name, String version) {
    return new DebBuilder(this, name, version);
  }

  /** Puts a package into the source; apt sees it after its next {@code apt-get update}. */
  public void publish(DebBuilder.Deb deb) throws IOException {
    Files.copy(deb.file(), source().resolve(deb.file().getFileName()),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    published.put(deb.name() + "=" + deb.version(), deb);
    index();
  }

  /** Takes a version out of the source, as reprepro does when a newer one arrives. */
  public void drop(String name, String version) throws IOException {
    DebBuilder.Deb deb = published.remove(name + "=" + version);
    Files.delete(source().resolve(deb.file().getFileName()));
    index();
  }

  /** Runs {@code apt-get update}. */
  public void refresh() {
    run("apt-get", "-qq", "update");
  }

  /** Installs without our code, as somebody else on the host would. */
  public void installByHand(String... packages) {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-qq", "-y", "--allow-downgrades", "install"));
    argv.addAll(List.of(packages));
    run(argv.toArray(String[]::new));
  }

  /** dpkg-query's own view: "version state" of a package, "" when dpkg does not know it. */
  public String query(String name) {
    Result result = tryRun("dpkg-query", "-W", "-f=${Version} ${db:Status-Status}", name);
    return result.exit() != 0 || result.output().endsWith(" not-installed") ? "" : result.output();
  }

  /** One line for each maintainer script that ran: {@code name script argument... HOSTMAN=.. ...}. */
  public List<String> scriptLog() throws IOException {
    Path log = dir.resolve("scripts.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** Runs a command in the lab and fails the test when it fails. */
  public String run(String... argv) {
    Result result = tryRun(argv);
    if (result.exit() != 0) {
      throw new AssertionError(String.join(" ", argv) + " ended " + result.exit() + ":\n" + result.output());
    }
    return result.output();
  }

  public Result tryRun(String... argv) {
    try {
      Process process = start(argv).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", argv) + " did not end:\n" + output);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A process in the lab's environment, not yet started, with an empty stdin. */
  public ProcessBuilder start(String... argv) {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(Path.of("/dev/null").toFile());
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("DEBIAN_FRONTEND", "noninteractive");
    environment.put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  public record Result(int exit, String output) {}

  Path file(String name) {
    return dir.resolve(name);
  }

  private void layOut(String uri) throws IOException {
    for (String folder : List.of(
        "dpkg/info", "dpkg/updates", "dpkg/triggers", "dpkg/parts", "state/lists/partial",
        "cache/archives/partial", "etc/sources.list.d", "etc/apt.conf.d", "etc/preferences.d",
        "etc/trusted.gpg.d", "log", "source", "root", "debs")) {
      Files.createDirectories(dir.resolve(folder));
    }
    write("dpkg/status", "");
    write("dpkg/available", "");
    useSource(uri);
    write("apt.conf", """
        Dir::State "%1$s/state";
        Dir::State::status "%1$s/dpkg/status";
        Dir::Cache "%1$s/cache";
        Dir::Cache::pkgcache "";
        Dir::Cache::srcpkgcache "";
        Dir::Etc "%1$s/etc";
        Dir::Etc::parts "%1$s/etc/apt.conf.d";
        Dir::Log "%1$s/log";
        APT::Sandbox::User "root";
        Acquire::Languages "none";
        Acquire::Retries "0";
        DPkg::Options { "--log=%1$s/log/dpkg.log"; };
        """.formatted(dir));
  }

  private void index() throws IOException {
    StringBuilder packages = new StringBuilder();
    for (DebBuilder.Deb deb : published.values()) {
      packages.append(deb.indexEntry()).append('\n');
    }
    write("source/Packages", packages.toString());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }
}
