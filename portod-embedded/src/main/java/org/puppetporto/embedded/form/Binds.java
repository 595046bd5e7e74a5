package org.puppetporto.embedded.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Bind mounts: {@code source target flags;...}. Without flags the target is followed by a blank. */
public final class Binds {
  private static final NamedFlags FLAGS = new NamedFlags("rw", "ro", "suid", "nosuid", "dev", "nodev", "exec",
      "noexec", "noatime", "nodiratime", "rec", "unbindable", "private", "relatime");

  /** Flags of mounts that bind mounts may not have. */
  private static final Set<String> OTHER_FLAGS = Set.of("sync", "remount", "mand", "dirsync", "bind", "move",
      "silent", "acl", "slave", "shared", "iversion", "strictatime", "lazyatime");

  /** One bind mount, its flags in Porto's order. */
  public record Bind(String source, String target, List<String> flags) {}

  private Binds() {}

  public static List<Bind> parse(String text) {
    List<Bind> binds = new ArrayList<>();
    for (List<String> words : Escaped.splitRows(text, ' ', ';')) {
      if (words.size() < 2) {
        throw PortoFailure.invalidValue("Invalid bind mount " + text);
      }
      List<String> flags = words.size() > 2 ? flags(words.get(2)) : List.of();
      binds.add(new Bind(words.get(0), words.get(1), flags));
    }
    return binds;
  }

  private static List<String> flags(String text) {
    for (String word : text.split(",")) {
      if (OTHER_FLAGS.contains(word)) {
        throw PortoFailure.invalidValue("Not allowed flags " + word);
      }
    }
    return FLAGS.parse(text, ',');
  }

  public static String format(List<Bind> binds) {
    List<List<String>> rows = new ArrayList<>();
    for (Bind bind : binds) {
      rows.add(List.of(bind.source(), bind.target(), String.join(",", bind.flags())));
    }
    return Escaped.joinRows(rows, ' ', ';');
  }

  public static String canonical(String text) {
    return format(parse(text));
  }
}
