package org.puppetporto.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the person on call reads: what failed, why, and what to do. */
final class Messages {
  private Messages() {}

  /** "apt-get install web=2 old-", as one would type it. */
  static String transaction(AptTransaction transaction) {
    List<String> words = new ArrayList<>(List.of("apt-get install"));
    if (transaction.purge() && !transaction.remove().isEmpty()) {
      words.add("--purge");
    }
    transaction.install().forEach((name, version) -> words.add(name + "=" + version));
    transaction.remove().forEach(name -> words.add(name + "-"));
    return String.join(" ", words);
  }

  static String unknown(
      String what,
      AptTransaction transaction,
      Map<String, Set<String>> offered,
      boolean readOnly,
      String updateFailure) {
    List<String> parts = new ArrayList<>();
    offered.forEach((name, versions) -> {
      String version = transaction.install().get(name);
      String wanted = version == null ? name : name + "=" + version;
      parts.add(versions.isEmpty()
          ? "no source has a package " + name + (version == null ? "" : " (wanted: " + wanted + ")")
          : "no source has " + wanted + "; known versions of " + name + ": " + String.join(", ", versions));
    });
    String asked = readOnly
        ? " (apt-get update was not run, since nothing may be changed now)"
        : updateFailure.isEmpty() ? " (apt-get update was run)" : "; apt-get update failed: " + updateFailure;
    return what + ": " + String.join("; ", parts) + asked
        + ". Nothing was changed. Pin a version that exists, or publish this one and check with"
        + " `apt-cache policy " + String.join(" ", offered.keySet()) + "`";
  }

  static String failed(String what, AptFailure failure, Optional<Path> log) {
    String remedy = switch (failure.reason()) {
      case DPKG_FAILED -> ": " + failure.culprits() + AptFailure.lastWords(failure.lines())
          + ". The package is left as dpkg --audit says; mend the cause, and a later transaction"
          + " (or dpkg --configure -a) finishes it";
      case NO_SPACE -> AptFailure.lastWords(failure.lines())
          + ". A file system is full (see df -h and df -i); free space, and try again";
      case BROKEN -> AptFailure.lastWords(failure.lines())
          + ". dpkg was cut off earlier and could not be mended by dpkg --configure -a; see dpkg --audit";
      case REFUSED -> ": apt would have to do what this daemon's policy does not allow" + refused(failure)
          + ". Nothing was changed. Name what may change, allow it by the policy, or pin versions that fit together;"
          + " apt-get -s shows why apt wants it";
      case UNRESOLVABLE -> ": apt found no way to install this set" + AptFailure.lastWords(failure.lines())
          + ". Nothing was changed. Pin versions that fit together, or add what is missing to the packages";
      case DOWNLOAD_FAILED -> " failed: " + failure.downloads()
          + ". Nothing was changed. See that the source answers and has the file, then run again";
      default -> " failed" + AptFailure.lastWords(failure.lines());
    };
    return what + remedy + log.map(file -> ". Log: " + file).orElse("");
  }

  private static String refused(AptFailure failure) {
    List<String> parts = new ArrayList<>();
    listed(parts, failure, "will be REMOVED:", " would be taken away");
    listed(parts, failure, "will be DOWNGRADED:", " would go to a lower version (allow_downgrade)");
    listed(parts, failure, "held packages will be changed:", " is on hold (change_held, or apt-mark unhold)");
    listed(parts, failure, "cannot be authenticated!", " is from a source that apt does not trust");
    return parts.isEmpty() ? AptFailure.lastWords(failure.lines()) : ": " + String.join("; ", parts);
  }

  private static void listed(List<String> parts, AptFailure failure, String heading, String what) {
    Set<String> names = failure.listed(heading);
    if (!names.isEmpty()) {
      parts.add(String.join(", ", names) + what);
    }
  }

  static String wouldTakeAway(String what, Set<String> unnamed) {
    return what + " would also take away " + String.join(", ", unnamed)
        + ", which this daemon does not name. Nothing was changed. Find out who needs them"
        + " (apt-get -s shows why), then pin versions that fit together";
  }

  static String notReached(String what, Collection<String> missed) {
    return what + ": apt-get said that all went well, but " + String.join("; ", missed)
        + ". A hook or another process has changed the packages meanwhile; see dpkg's log";
  }

  static String foreignFailure(List<String> lines) {
    return "the packages are as wanted, but dpkg has failed on others: " + AptFailure.of(lines).culprits()
        + "; see dpkg --audit";
  }

  static String repairFailed(List<String> which, AptFailure failure, Path log) {
    return "dpkg --configure " + String.join(" ", which) + ": " + failure.culprits()
        + AptFailure.lastWords(failure.lines()) + ". Mend the cause and run it again. Log: " + log;
  }
}
