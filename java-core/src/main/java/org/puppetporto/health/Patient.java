package org.puppetporto.health;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.probe.Answer;
import org.puppetporto.probe.Decision;
import org.puppetporto.probe.HealthState;
import org.puppetporto.probe.Remediation;
import org.puppetporto.spec.Health;
import org.puppetporto.spec.Probe;
import org.puppetporto.status.HealthReport;

/** One daemon that is looked after: what is known of its present process. Guarded by the watchman's lock. */
final class Patient {
  final String name;
  final Health health;
  final TouchedFiles files;
  private final Map<Kind, HealthState> states = new EnumMap<>(Kind.class);
  private Remediation remediation;
  private Process process = Process.NONE;
  private String hold = "";
  private boolean asked;
  private boolean filesDue;

  /**
   * @param earlier the same daemon by a definition before
   * @param restarts what is known of its restarts
   */
  Patient(String name, Health health, Optional<Patient> earlier, Remediation restarts, long now) {
    this.name = name;
    this.health = health;
    this.remediation = restarts;
    this.asked = earlier.map(patient -> patient.asked).orElse(false);
    this.files = earlier.filter(patient -> patient.health.restartFiles().equals(health.restartFiles()))
        .map(patient -> patient.files).orElseGet(() -> new TouchedFiles(health.restartFiles()));
    begin(now);
  }

  private Map<Kind, Probe> probes() {
    Map<Kind, Probe> probes = new EnumMap<>(Kind.class);
    health.liveness().ifPresent(probe -> probes.put(Kind.LIVENESS, probe));
    health.readiness().ifPresent(probe -> probes.put(Kind.READINESS, probe));
    return probes;
  }

  private void begin(long started) {
    probes().forEach((kind, probe) -> states.put(kind, HealthState.of(probe, started)));
  }

  void hold(String why) {
    hold = why;
  }

  /** Notes what it runs now; another process begins as unknown. */
  void runs(Process now, long at) {
    if (!now.id().equals(process.id())) {
      process = now;
      begin(at - now.age().toNanos());
    }
  }

  Process process() {
    return process;
  }

  Remediation remediation() {
    return remediation;
  }

  HealthState state(Kind kind) {
    return states.get(kind);
  }

  void answered(Kind kind, Answer answer, long now) {
    states.put(kind, states.get(kind).answered(answer, now));
    HealthState liveness = states.get(Kind.LIVENESS);
    if (liveness != null && liveness.verdict() == HealthState.Verdict.WELL) {
      remediation = remediation.well(health.backoff(), liveness.since(), now);
    }
  }

  void postponed(Kind kind, long now) {
    states.put(kind, states.get(kind).postponed(now));
  }

  Decision decide(long now) {
    HealthState liveness = states.get(Kind.LIVENESS);
    return liveness == null || !process.runs() ? new Decision(false, "")
        : remediation.decide(liveness, health.backoff(), hold, asked, now);
  }

  boolean held() {
    return !hold.isEmpty();
  }

  /** A look at the files is to come; false when one is already. */
  boolean filesDue(boolean due) {
    boolean changed = filesDue != due;
    filesDue = due;
    return changed;
  }

  /** A restart was asked for; no other is until its end is known. */
  boolean ask() {
    boolean first = !asked;
    asked = true;
    return first;
  }

  void askedForIllness(long now) {
    remediation = remediation.restarted(now);
  }

  void answeredRestart(long now) {
    asked = false;
    remediation = remediation.ended(now);
  }

  /**
   * @param now by the monotonic clock
   * @param time the same by the host's
   */
  HealthReport report(long now, Instant time) {
    return new HealthReport(process.id(), finding(Kind.LIVENESS, now, time),
        finding(Kind.READINESS, now, time), decide(now).text());
  }

  private Optional<HealthReport.Finding> finding(Kind kind, long now, Instant time) {
    return Optional.ofNullable(states.get(kind)).map(state -> new HealthReport.Finding(
        state.verdict(), time.minusNanos(now - state.since()), state.complaint()));
  }
}
