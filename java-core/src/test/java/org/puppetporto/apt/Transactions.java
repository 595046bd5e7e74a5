package org.puppetporto.apt;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Transactions with the defaults of a policy, and variations of them. */
final class Transactions {
  private Transactions() {}

  static AptTransaction install(String... namesAndVersions) {
    Map<String, String> install = new TreeMap<>();
    for (int i = 0; i < namesAndVersions.length; i += 2) {
      install.put(namesAndVersions[i], namesAndVersions[i + 1]);
    }
    return transaction(install, Set.of(), false);
  }

  static AptTransaction remove(String... names) {
    return transaction(Map.of(), Set.of(names), false);
  }

  static AptTransaction purge(String... names) {
    return transaction(Map.of(), Set.of(names), true);
  }

  static AptTransaction transaction(Map<String, String> install, Set<String> remove, boolean purge) {
    return new AptTransaction(
        new TreeMap<>(install), new TreeSet<>(remove), purge, true, false, false, false);
  }

  static AptTransaction strict(AptTransaction t) {
    return new AptTransaction(
        new TreeMap<>(t.install()), new TreeSet<>(t.remove()), t.purge(), false, false, false, false);
  }

  static AptTransaction changingHeld(AptTransaction t) {
    return new AptTransaction(
        new TreeMap<>(t.install()), new TreeSet<>(t.remove()), t.purge(), true, true, false, false);
  }

  static AptTransaction replacingConffiles(AptTransaction t) {
    return new AptTransaction(
        new TreeMap<>(t.install()), new TreeSet<>(t.remove()), t.purge(), true, false, true, false);
  }

  static AptTransaction suppressingServices(AptTransaction t) {
    return new AptTransaction(
        new TreeMap<>(t.install()), new TreeSet<>(t.remove()), t.purge(), true, false, false, true);
  }
}
