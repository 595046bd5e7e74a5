package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.RenderedSpec;

/** Diff and plan of all daemons of a host: every one as declared, or every one with a changed limit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {
  @Param({"10", "100", "1000", "10000"})
  public int daemons;

  private ConvergedHost host;
  private List<Desired> changed;

  /** Makes the host, and sees that what is measured is what it is called. */
  @Setup
  public void prepare() throws Exception {
    host = new ConvergedHost(daemons);
    DefinitionReader reader = new DefinitionReader(host.catalogue());
    changed = new ArrayList<>();
    for (int i = 0; i < daemons; i++) {
      Definition definition = reader.read(ConvergedHost.document(i, "128Mb"), "bench");
      changed.add(new Desired(definition, RenderedSpec.of(definition, new byte[0]).revision()));
    }
    Planner planner = new Planner(host.catalogue());
    for (int i = 0; i < daemons; i++) {
      if (planner.plan(host.desired().get(i), host.seen(), false).changes()) {
        throw new IllegalStateException("not as declared: "
            + planner.plan(host.desired().get(i), host.seen(), false).differences());
      }
      if (planner.plan(changed.get(i), host.seen(), false).disruption() != Disruption.LIVE) {
        throw new IllegalStateException("not a live change");
      }
    }
  }

  @Benchmark
  public void asDeclared(Blackhole hole) throws EngineException {
    plan(host.desired(), hole);
  }

  @Benchmark
  public void changedLimit(Blackhole hole) throws EngineException {
    plan(changed, hole);
  }

  private void plan(List<Desired> all, Blackhole hole) throws EngineException {
    Planner planner = new Planner(host.catalogue());
    for (Desired one : all) {
      hole.consume(planner.plan(one, host.seen(), false));
    }
  }
}
