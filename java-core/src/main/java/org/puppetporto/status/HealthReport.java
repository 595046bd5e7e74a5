package org.puppetporto.status;

import java.time.Instant;
import java.util.Optional;
import org.puppetporto.probe.HealthState.Verdict;

/**
 * What the agent's probes say of one daemon.
 *
 * @param process {@code root_pid} of the process that was asked
 * @param liveness empty when none is declared
 * @param readiness empty when none is declared
 * @param remedy what is done about it, or why nothing is; "" when nothing is wrong
 */
public record HealthReport(
    String process, Optional<Finding> liveness, Optional<Finding> readiness, String remedy) {
  /**
   * What one probe says.
   *
   * @param since since when it does
   * @param text what came back last
   */
  public record Finding(Verdict verdict, Instant since, String text) {}

  /** What speaks against its being ready; "" when nothing does. */
  public String objection() {
    if (liveness.filter(finding -> finding.verdict() == Verdict.ILL).isPresent()) {
      return "liveness: " + liveness.get().text() + (remedy.isEmpty() ? "" : "; " + remedy);
    }
    return readiness.filter(finding -> finding.verdict() != Verdict.WELL)
        .map(finding -> "readiness: " + (finding.text().isEmpty() ? "not asked yet" : finding.text()))
        .orElse("");
  }
}
