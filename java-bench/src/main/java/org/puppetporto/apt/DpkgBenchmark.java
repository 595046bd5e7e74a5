package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reading dpkg's status file, which lies in the directory that DPKG_ADMINDIR names. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DpkgBenchmark {
  private final Path admindir = Path.of(System.getenv("DPKG_ADMINDIR"));

  @Benchmark
  public DpkgStatus status() throws AptException {
    return new DpkgStatusReader(admindir).read();
  }

  /** The least: the file's bytes, and where its lines end. */
  @Benchmark
  public void bytesAndLines(Blackhole hole) throws IOException {
    byte[] data = Files.readAllBytes(admindir.resolve("status"));
    int start = 0;
    int lines = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n') {
        lines += i - start;
        start = i + 1;
      }
    }
    hole.consume(lines);
  }

  /** The same with a string for each line, as people usually write it. */
  @Benchmark
  public void linesAsStrings(Blackhole hole) throws IOException {
    try (var lines = Files.lines(admindir.resolve("status"))) {
      lines.forEach(hole::consume);
    }
  }
}
