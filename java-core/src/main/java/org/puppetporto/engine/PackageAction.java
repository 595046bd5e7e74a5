package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.apt.AptTransaction;

/** A step on deb packages. */
public sealed interface PackageAction extends Action {

  /** Keeps the .debs of installed versions, so that a rollback needs no package source. */
  record Keep(String daemon, SortedMap<String, String> packages) implements PackageAction {
    public Keep {
      packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    }

    @Override
    public String text() {
      return "keep the .debs of " + listed(packages);
    }
  }

  /** Downloads what the transaction needs, while the old revision still runs. */
  record Fetch(String daemon, AptTransaction transaction) implements PackageAction {
    @Override
    public String text() {
      return "fetch " + listed(transaction.install());
    }
  }

  /** Simulates the transaction before anything is disturbed, and refuses it when it reaches too far. */
  record Check(String daemon, AptTransaction transaction) implements PackageAction {
    @Override
    public String text() {
      return "check what apt would do to " + new Transact(daemon, transaction).text();
    }
  }

  /** Runs the daemon's one package transaction. A {@link Check} of it comes before. */
  record Transact(String daemon, AptTransaction transaction) implements PackageAction {
    @Override
    public String text() {
      List<String> parts = new ArrayList<>();
      if (!transaction.install().isEmpty()) {
        parts.add("install " + listed(transaction.install()));
      }
      if (!transaction.remove().isEmpty()) {
        parts.add((transaction.purge() ? "purge " : "remove ") + String.join(", ", transaction.remove()));
      }
      return String.join(", ", parts);
    }
  }

  /** Finishes what an interrupted dpkg left. */
  record Repair(String daemon, List<String> broken) implements PackageAction {
    @Override
    public String text() {
      return "finish the interrupted configuration of " + String.join(", ", broken);
    }
  }

  private static String listed(SortedMap<String, String> packages) {
    List<String> parts = new ArrayList<>();
    packages.forEach((name, version) -> parts.add(name + "=" + version));
    return String.join(", ", parts);
  }
}
