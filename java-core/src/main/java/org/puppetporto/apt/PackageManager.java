package org.puppetporto.apt;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Deb packages of this host. Reads never change anything; apt-get itself takes apt's and dpkg's locks. */
public interface PackageManager {
  /** For another caller on the same host: shares what was read of files, and nothing else. */
  default PackageManager another() {
    return this;
  }

  /** Reads dpkg's status file once. */
  DpkgStatus status() throws AptException;

  /**
   * Waits, with a bound, while another process holds apt's or dpkg's lock, such as an apt-get that
   * outlived the process that started it: until then {@link #status} shows a state that is passing.
   *
   * @throws AptException LOCKED, naming the process, when the bound is reached
   */
  void awaitIdle() throws AptException;

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

  /**
   * As {@link #fetch} for many transactions, in as few downloads as they can be resolved in. The
   * failure of one never keeps the others from being fetched.
   *
   * @return the transactions that could not be fetched, with the reason
   */
  Map<AptTransaction, AptException> fetchAll(
      Collection<AptTransaction> transactions, Consumer<AptProgress> progress);

  /**
   * Runs the transaction with {@code HOSTMAN=1}, non-interactively; waits for locks with a bound.
   * Never takes away a package that the transaction does not name in {@link AptTransaction#remove}.
   *
   * @throws AptException REFUSED, with nothing changed, when apt would take away any other
   */
  void run(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException;

  /** Finishes what an interrupted dpkg left: {@code dpkg --configure -a}. */
  void repair(Consumer<AptProgress> progress) throws AptException;

  /**
   * Keeps the .debs of these installed versions (package name to version), so that a rollback needs no
   * source.
   *
   * @return the names of the packages whose .deb could not be had
   */
  Set<String> keep(Map<String, String> packages);

  /** Whether {@link #keep} would have every one of these .debs; nothing is downloaded for the answer. */
  boolean canKeep(Map<String, String> packages);

  /** Drops kept .debs that are not in the given versions (package name to versions). */
  void prune(Map<String, Set<String>> stillNeeded);
}
