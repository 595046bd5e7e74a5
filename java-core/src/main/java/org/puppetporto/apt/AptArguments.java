package org.puppetporto.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a transaction into the arguments of apt-get. */
final class AptArguments {
  private AptArguments() {}

  /**
   * The arguments of {@code apt-get install}, pins and removals together.
   *
   * @param kept files to install instead of asking a source, by package name
   * @param store where .debs lie and are put; absolute
   */
  static List<String> install(
      AptTransaction transaction, Map<String, Path> kept, Path store, List<String> options) {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-q", "-y"));
    argv.addAll(options);
    option(argv, "Dir::Cache::archives", store + "/");
    // Conflicting answers of the host's apt.conf would change what a transaction means.
    option(argv, "APT::Get::AutomaticRemove", "false");
    option(argv, "APT::Get::Purge", transaction.purge() ? "true" : "false");
    // The definition pins a set: recommended packages are not part of it.
    option(argv, "APT::Install-Recommends", "false");
    option(argv, "APT::Install-Suggests", "false");
    option(argv, "APT::Color", "false");
    // A pty would send SIGHUP to dpkg when apt-get is killed, and leave it half-way.
    option(argv, "Dpkg::Use-Pty", "false");
    conffiles(transaction.replaceConffiles()).forEach(o -> option(argv, "Dpkg::Options::", o));
    if (transaction.allowDowngrade()) {
      argv.add("--allow-downgrades");
    }
    if (transaction.changeHeld()) {
      argv.add("--allow-change-held-packages");
    }
    if (transaction.remove().isEmpty()) {
      argv.add("--no-remove");
    }
    argv.add("install");
    transaction.install().forEach((name, version) ->
        argv.add(kept.containsKey(name) ? kept.get(name).toString() : name + "=" + version));
    transaction.remove().forEach(name -> argv.add(name + "-"));
    return argv;
  }

  /** dpkg's answer to a conffile that was edited by hand; without one, dpkg asks, and fails. */
  static List<String> conffiles(boolean replace) {
    return replace ? List.of("--force-confnew") : List.of("--force-confdef", "--force-confold");
  }

  static void option(List<String> argv, String name, String value) {
    argv.add("-o");
    argv.add(name + "=" + value);
  }
}
