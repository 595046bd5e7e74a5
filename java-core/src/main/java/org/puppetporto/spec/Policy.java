package org.puppetporto.spec;

import java.time.Duration;
import java.util.Set;

/**
 * How a daemon's changes are carried out. No part of it enters the revision, so a change of policy
 * never restarts anything.
 *
 * @param stopTimeout from TERM (or what the virt_mode wants) to KILL
 * @param readyTimeout how long a new revision may take to get ready before it is rolled back
 * @param minUptime how long root_pid and start_time must stay the same to count as ready
 * @param rollback whether a revision that does not get ready is replaced by the one before
 * @param updateStrategy least disruption, or the literal remove-then-apply order
 * @param restartPolicy when a change that needs a restart may be made
 * @param restartWindow for {@link RestartPolicy#WINDOW}: {@code "HH:MM-HH:MM"} in the host's zone,
 *     may wrap midnight; "" otherwise
 * @param unsupported what to do with properties that Porto knows and this host's kernel cannot do
 * @param adopt whether an unlabelled container of the same name is taken over
 * @param purgePreexisting whether {@code purged} also purges packages that were there before us
 * @param allowDowngrade whether a package may go to a lower version
 * @param changeHeld whether a package on hold may be changed
 * @param conffiles what apt does with hand-edited conffiles
 * @param suppressServices whether maintainer scripts are kept from starting their own service
 * @param syslog whether what it writes is handed on to syslog
 */
public record Policy(
    Duration stopTimeout,
    Duration readyTimeout,
    Duration minUptime,
    boolean rollback,
    UpdateStrategy updateStrategy,
    RestartPolicy restartPolicy,
    String restartWindow,
    Unsupported unsupported,
    boolean adopt,
    boolean purgePreexisting,
    boolean allowDowngrade,
    boolean changeHeld,
    Conffiles conffiles,
    boolean suppressServices,
    boolean syslog) {

  public enum UpdateStrategy { LEAST_DISRUPTION, RECREATE }

  public enum RestartPolicy { NOW, WINDOW, PENDING, NEVER }

  public enum Unsupported { ERROR, WARN }

  public enum Conffiles { KEEP, REPLACE }

  /** The defaults that hold where a definition is silent. */
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(3),
          true,
          UpdateStrategy.LEAST_DISRUPTION,
          RestartPolicy.NOW,
          "",
          Unsupported.ERROR,
          false,
          false,
          true,
          false,
          Conffiles.KEEP,
          false,
          false);

  /** The keys a definition may use, as written in {@code spec.policy} and as Puppet parameters. */
  public static final Set<String> KEYS =
      Set.of(
          "stop_timeout",
          "ready_timeout",
          "min_uptime",
          "rollback",
          "update_strategy",
          "restart_policy",
          "restart_window",
          "unsupported",
          "adopt",
          "purge_preexisting",
          "allow_downgrade",
          "change_held",
          "conffiles",
          "suppress_services",
          "syslog");

  /** This policy, but with an unlabelled container of the daemon's name taken over. */
  public Policy adopting() {
    return new Policy(stopTimeout, readyTimeout, minUptime, rollback, updateStrategy, restartPolicy,
        restartWindow, unsupported, true, purgePreexisting, allowDowngrade, changeHeld, conffiles,
        suppressServices, syslog);
  }
}
