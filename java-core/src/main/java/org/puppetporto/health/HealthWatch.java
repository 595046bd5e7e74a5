package org.puppetporto.health;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.Hold;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;
import org.puppetporto.probe.Answer;
import org.puppetporto.probe.Decision;
import org.puppetporto.probe.Prober;
import org.puppetporto.probe.Remediation;
import org.puppetporto.spec.Health;

/**
 * Makes the checks that daemons declare, and has those restarted that are ill or whose files were touched. A
 * few threads make all checks, each over a connection of its own; a host without checks has none of either.
 */
public final class HealthWatch implements Watchman {
  private static final int MOST_THREADS = 4;
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final Remedy remedy;
  private final Supplier<PortoClient> porto;
  private final Prober prober;
  private final Notices notices;
  private final Memory<Remediation> memory;
  private final Consumer<String> out;
  private final LongSupplier nanos;
  private final Clock clock;
  private final Map<String, Remediation> remembered;
  private final Map<String, Patient> patients = new HashMap<>();
  private final DelayQueue<Round> rounds = new DelayQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  /**
   * @param porto opens a connection; called once for each thread
   * @param prober makes the checks
   * @param notices told what is known after every change
   * @param memory of restarts, for the next watchman of this host
   * @param out takes lines for people
   * @param nanos a monotonic clock
   * @param clock the one by which files are stamped
   */
  HealthWatch(Remedy remedy, Supplier<PortoClient> porto, Prober prober, Notices notices,
      Memory<Remediation> memory, Consumer<String> out, LongSupplier nanos, Clock clock) {
    this.remedy = remedy;
    this.porto = porto;
    this.prober = prober;
    this.notices = notices;
    this.memory = memory;
    this.out = out;
    this.nanos = nanos;
    this.clock = clock;
    this.remembered = memory.read();
  }

  @Override
  public synchronized void seen(Observation seen) {
    if (closed) {
      return;
    }
    Set<String> present = new HashSet<>();
    for (DaemonRecord record : seen.host().daemons().values()) {
      Health health = record.current().filter(RevisionRecord::wantsRunning).map(RevisionRecord::health)
          .orElse(Health.NONE);
      if (health.gate().isPresent() || !health.restartFiles().isEmpty()) {
        present.add(record.name());
        admitted(record.name(), health).hold(record.hold().map(Hold::text).orElse(""));
      }
    }
    List.copyOf(patients.keySet()).stream().filter(name -> !present.contains(name)).forEach(this::discharge);
    remembered.clear();
    remember();
    patients.values().forEach(this::lookAtFiles);
    man();
    notices.put(patients.values(), nanos.getAsLong());
  }

  private Patient admitted(String name, Health health) {
    Patient known = patients.get(name);
    if (known != null && known.health.equals(health)) {
      return known;
    }
    discharge(name);
    long now = nanos.getAsLong();
    Remediation restarts = known == null
        ? remembered.getOrDefault(name, Remediation.NONE) : known.remediation();
    Patient patient = new Patient(name, health, Optional.ofNullable(known), restarts, now);
    patients.put(name, patient);
    health.liveness().ifPresent(
        probe -> rounds.add(new Round(patient, Optional.of(Kind.LIVENESS), now, nanos)));
    health.readiness().ifPresent(
        probe -> rounds.add(new Round(patient, Optional.of(Kind.READINESS), now, nanos)));
    return patient;
  }

  private void discharge(String name) {
    Patient gone = patients.remove(name);
    rounds.removeIf(round -> round.patient() == gone);
  }

  /** Before a restart is asked for, too: an agent that dies of it must not ask anew at once. */
  private void remember() {
    Map<String, Remediation> known = new HashMap<>();
    patients.forEach((name, patient) -> {
      if (!patient.remediation().equals(Remediation.NONE)) {
        known.put(name, patient.remediation());
      }
    });
    memory.write(known);
  }

  private void lookAtFiles(Patient patient) {
    if (!patient.health.restartFiles().isEmpty() && patient.filesDue(true)) {
      rounds.add(new Round(patient, Optional.empty(), nanos.getAsLong(), nanos));
    }
  }

  /** As many threads as there is work for, up to a few; they stay. */
  private void man() {
    while (threads.size() < Math.min(MOST_THREADS, rounds.size())) {
      Thread thread = new Thread(this::work, "agent-health-" + (threads.size() + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try (PortoClient client = porto.get()) {
      while (true) {
        Round round = rounds.take();
        try {
          make(round, client);
        } catch (PortoException e) {
          postpone(round);
        } catch (RuntimeException e) {
          out.accept("checking " + round.patient().name + ": " + e);
          postpone(round);
        }
      }
    } catch (InterruptedException e) {
      // Off duty.
    }
  }

  private void make(Round round, PortoClient client) throws PortoException, InterruptedException {
    Patient patient = round.patient();
    Process process = Process.of(client, patient.name);
    if (round.kind().isEmpty()) {
      files(round, process);
      return;
    }
    Kind kind = round.kind().get();
    if (!ready(round, kind, process)) {
      return;
    }
    Answer answer = prober.ask(patient.state(kind).probe().check(), patient.name,
        patient.state(kind).probe().timeout(), client);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    // An answer of a process that went meanwhile says nothing of the next one.
    boolean same = answer.well() || Process.of(client, patient.name).id().equals(process.id());
    conclude(round, kind, same ? Optional.of(answer) : Optional.empty());
  }

  /** Whether it is time to ask; else the round is put off. */
  private synchronized boolean ready(Round round, Kind kind, Process process) {
    Patient patient = round.patient();
    if (!current(patient)) {
      return false;
    }
    long now = nanos.getAsLong();
    patient.runs(process, now);
    boolean due = process.runs() && patient.state(kind).due() - now <= 0;
    if (!due) {
      long soon = now + patient.state(kind).probe().interval().toNanos();
      rounds.add(round.again(process.runs() ? patient.state(kind).due() : soon));
      notices.put(patients.values(), now);
    }
    return due;
  }

  private synchronized void conclude(Round round, Kind kind, Optional<Answer> answer) {
    Patient patient = round.patient();
    if (!current(patient)) {
      return;
    }
    long now = nanos.getAsLong();
    if (answer.isPresent()) {
      patient.answered(kind, answer.get(), now);
      remember();
    } else {
      patient.postponed(kind, now);
    }
    rounds.add(round.again(patient.state(kind).due()));
    Decision decision = patient.decide(now);
    if (decision.restart() && patient.ask()) {
      patient.askedForIllness(now);
      remember();
      remedy.restart(patient.name, patient.process().id(), decision.text());
    }
    notices.put(patients.values(), now);
  }

  private synchronized void files(Round round, Process process) {
    Patient patient = round.patient();
    patient.filesDue(false);
    if (!current(patient) || !process.runs()) {
      return;
    }
    long now = clock.millis();
    TouchedFiles.Look look =
        patient.files.look(process.id(), now - process.age().toMillis(), now);
    if (look.touched().isEmpty() || patient.held()) {
      return;
    }
    if (look.settled() && patient.ask()) {
      patient.files.done();
      remedy.restart(patient.name, process.id(), look.touched() + " was touched");
    } else if (patient.filesDue(true)) {
      rounds.add(round.again(nanos.getAsLong() + SETTLING.toNanos()));
    }
  }

  private synchronized void postpone(Round round) {
    Patient patient = round.patient();
    if (!current(patient)) {
      return;
    }
    long now = nanos.getAsLong();
    round.kind().ifPresent(kind -> patient.postponed(kind, now));
    long soon = now + SETTLING.toNanos();
    rounds.add(round.again(round.kind().map(kind -> patient.state(kind).due()).orElse(soon)));
  }

  private boolean current(Patient patient) {
    return !closed && patients.get(patient.name) == patient;
  }

  @Override
  public synchronized void restarted(String daemon, Optional<String> failure) {
    Patient patient = patients.get(daemon);
    if (patient != null) {
      patient.answeredRestart(nanos.getAsLong());
      remember();
      lookAtFiles(patient);
    }
  }

  @Override
  public synchronized Set<Path> files() {
    Set<Path> files = new HashSet<>();
    for (Patient patient : patients.values()) {
      patient.health.restartFiles().forEach(file -> files.add(Path.of(file)));
    }
    return files;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      threads.forEach(Thread::interrupt);
    }
    for (Thread thread : threads) {
      try {
        // A check in hand ends by its own timeout at the latest; nobody waits for it.
        thread.join(SETTLING.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    notices.close();
  }
}
