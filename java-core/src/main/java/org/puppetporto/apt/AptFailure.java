package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What apt-get's or dpkg's output says about why it failed. */
record AptFailure(Reason reason, List<String> lines) {
  /** The first pattern that is found anywhere decides. */
  private static final Map<Pattern, Reason> REASONS = new LinkedHashMap<>();

  static {
    reason(Reason.LOCKED,
        "^E: (Could not get lock|Unable to acquire the dpkg frontend lock|Unable to lock )"
            + "|was locked by another process");
    reason(Reason.NO_SPACE, "No space left on device|enough free space|Disk quota exceeded");
    reason(Reason.BROKEN, "dpkg was interrupted|needs to be reinstalled, but I can't find");
    reason(Reason.DPKG_FAILED, "^dpkg: error |Sub-process .*dpkg");
    reason(Reason.VERSION_UNKNOWN, "^E: Version '.*' for '.*' was not found");
    reason(Reason.PACKAGE_UNKNOWN, "^E: Unable to locate package |^E: Package '.*' has no installation cand");
    reason(Reason.REFUSED,
        "-y was used without|remove is disabled|There were unauthenticated packages");
    reason(Reason.DOWNLOAD_FAILED, "Failed to fetch |Unable to fetch |Hash Sum mismatch");
    reason(Reason.UNRESOLVABLE, "unmet dependencies|held broken packages|Unable to correct");
  }

  private static final Pattern UNKNOWN =
      Pattern.compile(
          "^E: (?:Version '.*' for '(.*)' was not found|Unable to locate package (.*)"
              + "|Package '(.*)' has no installation candidate)");
  private static final Pattern NOISE =
      Pattern.compile(
          "^\\(Reading database|^(Reading|Building) [a-z ]+\\.\\.\\.|^(dl|pm)status:|^(Get|Hit|Ign):"
              + "|^Need to get |^After this operation|^Selecting previously|^Preparing to unpack|^\\s*$"
              + "|^Note: removing the lock file|^and the entire system|^Errors were encountered"
              + "|^E: Sub-process .*dpkg|^\\d+ upgraded, |^(Unpacking|Setting up) ");
  private static final Pattern LIST = Pattern.compile("^The following .* will be .*:$|^Errors were encountered");
  private static final Pattern SCRIPT =
      Pattern.compile("^dpkg: error processing (?:package|archive) (\\S+) \\((.*)\\):$");
  private static final int LAST_LINES = 8;
  private static final int LINE_LENGTH = 300;

  private static void reason(Reason reason, String pattern) {
    REASONS.put(Pattern.compile(pattern), reason);
  }

  static AptFailure of(List<String> lines) {
    for (Map.Entry<Pattern, Reason> candidate : REASONS.entrySet()) {
      if (lines.stream().anyMatch(line -> candidate.getKey().matcher(line).find())) {
        return new AptFailure(candidate.getValue(), lines);
      }
    }
    return new AptFailure(Reason.TOOL, lines);
  }

  /** The packages that no source knows, or not in the version asked for. */
  Set<String> unknown() {
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      Matcher matcher = UNKNOWN.matcher(line);
      if (matcher.find()) {
        for (int group = 1; group <= 3; group++) {
          if (matcher.group(group) != null) {
            names.add(matcher.group(group).strip());
          }
        }
      }
    }
    return names;
  }

  /** apt asked for a file that its source no longer has: the lists are older than the source. */
  boolean staleLists() {
    return reason == Reason.DOWNLOAD_FAILED && lines.stream().anyMatch(line -> line.contains("404 "));
  }

  boolean interruptedBefore() {
    return lines.stream().anyMatch(line -> line.contains("dpkg was interrupted"));
  }

  /** "web (--configure): installed web package post-installation script ... exit status 3", for each. */
  String culprits() {
    List<String> culprits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = SCRIPT.matcher(lines.get(i));
      if (matcher.matches()) {
        StringBuilder reason = new StringBuilder(matcher.group(1)).append(':');
        for (int j = i + 1; j < lines.size() && lines.get(j).startsWith(" "); j++) {
          reason.append(' ').append(lines.get(j).strip());
        }
        culprits.add(reason.toString());
      }
    }
    return String.join("; ", culprits);
  }

  /** Which files could not be had, and why, as apt says it. */
  String downloads() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < lines.size() && words.size() < LAST_LINES; i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("Err:") || line.startsWith("E: Failed to fetch ")) {
        // The reason stands in the same line or, indented, in the next one.
        boolean more = i + 1 < lines.size() && lines.get(i + 1).startsWith("  ");
        words.add(cut(more ? line + " " + lines.get(i + 1).strip() : line));
      }
    }
    return words.isEmpty() ? "see the log" : String.join(" | ", words);
  }

  /** The names apt lists under a heading such as "The following packages will be REMOVED:". */
  Set<String> listed(String heading) {
    Set<String> names = new TreeSet<>();
    boolean inside = false;
    for (String line : lines) {
      if (inside && line.startsWith("  ")) {
        names.addAll(List.of(line.strip().replace("*", "").split(" +")));
      } else {
        inside = line.contains(heading);
      }
    }
    return names;
  }

  /** "; it said: ..." with the last lines that mean something, or nothing. */
  static String lastWords(List<String> lines) {
    List<String> words = new ArrayList<>();
    boolean list = false;
    for (String line : lines) {
      // Names stand indented below what apt wants to do with them, and below what dpkg has failed on.
      list = LIST.matcher(line).find() || list && line.startsWith(" ");
      if (!list && !NOISE.matcher(line).find()) {
        words.add(cut(line.strip()));
      }
    }
    words = words.subList(Math.max(0, words.size() - LAST_LINES), words.size());
    return words.isEmpty() ? "" : "; it said: " + String.join(" | ", words);
  }

  private static String cut(String line) {
    return line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "..." : line;
  }
}
