package org.puppetporto.apt;

import java.util.Map;
import java.util.function.Consumer;

/** Deb packages of this host. Reads never change anything; apt-get itself takes apt's and dpkg's locks. */
public interface PackageManager {
  /** Reads dpkg's status file once. */
  DpkgStatus status() throws AptException;

  /**
   * {@code apt-get -s}: what the transaction would do. Runs {@code apt-get update} first, unless
   * {@code readOnly}, when no source knows a version.
   */
  Simulation simulate(AptTransaction transaction, boolean readOnly) throws AptException;

  /**
   * Downloads what the transaction needs into the kept store of .debs, without changing the host.
   * Afterwards {@link #run} needs no network.
   */
  void fetch(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException;

  /** Runs the transaction with {@code HOSTMAN=1}, non-interactively; waits for locks with a bound. */
  void run(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException;

  /** Finishes what an interrupted dpkg left: {@code dpkg --configure -a}. */
  void repair(Consumer<AptProgress> progress) throws AptException;

  /** Keeps the .debs of these installed versions, so that a rollback needs no source; missing ones are named. */
  java.util.Set<String> keep(Map<String, String> packages);

  /** Which of these package versions can be installed without a source: name by version kept. */
  boolean canRollBackTo(Map<String, String> packages);

  /** Drops kept .debs that are not in the given versions (package name to versions). */
  void prune(Map<String, java.util.Set<String>> stillNeeded);
}
