package org.puppetporto.engine;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.puppetporto.status.StartReadiness;

/**
 * Observing all containers of the host that the environment describes, against the very request on a kept
 * connection, its answer read and not looked at. BENCH_REQUEST names a file with the request's frame.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ObserveBenchmark {
  private final ByteBuffer answer = ByteBuffer.allocateDirect(64 << 20);
  private Engine engine;
  private SocketChannel channel;
  private byte[] request;

  @Setup(Level.Trial)
  public void open() throws IOException {
    engine = Engine.open(System.getenv(), new StartReadiness());
    request = Files.readAllBytes(Path.of(System.getenv("BENCH_REQUEST")));
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(System.getenv("PORTO_SOCKET")));
  }

  @TearDown(Level.Trial)
  public void close() throws IOException, EngineException {
    engine.close();
    channel.close();
  }

  @Benchmark
  public Observation observation() throws EngineException {
    return engine.observe();
  }

  @Benchmark
  public int rawRequest() throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    answer.clear();
    while (!whole()) {
      if (channel.read(answer) < 0) {
        throw new EOFException("Porto hung up");
      }
    }
    return answer.position();
  }

  /** Whether the frame is there to its end: a varint with the length, then so many bytes. */
  private boolean whole() {
    int length = 0;
    for (int i = 0; i < answer.position(); i++) {
      length |= (answer.get(i) & 127) << 7 * i;
      if (answer.get(i) >= 0) {
        return answer.position() >= i + 1 + length;
      }
    }
    return false;
  }
}
