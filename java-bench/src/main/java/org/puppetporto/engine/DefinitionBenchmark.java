package org.puppetporto.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.RenderedSpec;
import org.puppetporto.spec.property.PropertyDescriptor;

/** One definition: reading its document, canonical forms of what Porto reads back, rendering with the revision. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DefinitionBenchmark {
  private final Map<String, Object> document = ConvergedHost.document(1, "64Mb");
  private ConvergedHost host;
  private DefinitionReader reader;
  private Definition definition;
  private ContainerView container;

  @Setup
  public void prepare() throws DefinitionException {
    host = new ConvergedHost(1);
    reader = new DefinitionReader(host.catalogue());
    definition = host.desired().get(0).definition();
    container = host.seen().container(definition.name()).orElseThrow();
  }

  @Benchmark
  public Definition parse() throws DefinitionException {
    return reader.read(document, "bench");
  }

  @Benchmark
  public void canonicalise(Blackhole hole) {
    for (String name : definition.properties().keySet()) {
      Optional<PropertyDescriptor> known = host.catalogue().find(name);
      hole.consume(known.orElseThrow().read(container.value(name).orElseThrow()).canonical());
    }
  }

  @Benchmark
  public String revision() {
    return RenderedSpec.of(definition, new byte[0]).revision();
  }
}
