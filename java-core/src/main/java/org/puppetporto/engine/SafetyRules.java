package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.apt.Simulation;

/** What a daemon's package transaction may not do, however apt came to it. Pure. */
final class SafetyRules {
  private SafetyRules() {}

  /** @throws EngineException {@link Fault#REFUSED} with everything that speaks against it */
  static void check(String daemon, AptTransaction transaction, Simulation simulation, Claims claims,
      DpkgStatus installed) throws EngineException {
    List<String> objections = new ArrayList<>();
    for (Simulation.Change change : simulation.changes()) {
      if (change.takesAway()) {
        takingAway(daemon, transaction, change, claims, installed).ifPresent(objections::add);
      } else if (change.kind() != Simulation.Kind.CONFIGURE) {
        changing(daemon, change, claims).ifPresent(objections::add);
      }
    }
    if (!objections.isEmpty()) {
      throw new EngineException(Fault.REFUSED, daemon + ": the package transaction ("
          + new PackageAction.Transact(daemon, transaction).text() + ") was refused, nothing was changed: "
          + String.join("; ", objections)
          + ". Declare what is meant to change, or solve the conflict by hand; apt-get -s with these packages shows why"
          + " apt wants it");
    }
  }

  private static Optional<String> takingAway(String daemon, AptTransaction transaction,
      Simulation.Change change, Claims claims, DpkgStatus installed) {
    String name = change.name();
    if (installed.find(name).filter(InstalledPackage::essential).isPresent()) {
      return Optional.of("it would remove " + name + ", which is essential");
    }
    Optional<String> claimant = claims.otherClaimant(name, daemon);
    if (claimant.isPresent()) {
      return Optional.of("it would remove " + name + ", which " + claimant.get() + " needs");
    }
    if (!transaction.remove().contains(name)) {
      return Optional.of("it would remove " + name + " " + change.fromVersion()
          + ", which is not one of the daemon's packages");
    }
    return Optional.empty();
  }

  private static Optional<String> changing(String daemon, Simulation.Change change, Claims claims) {
    Optional<Map.Entry<String, String>> other = claims.conflict(change.name(), daemon, change.toVersion());
    return other.map(claim -> "it would bring " + change.name() + " to " + change.toVersion() + ", which "
        + claim.getKey() + " needs at " + claim.getValue());
  }
}
