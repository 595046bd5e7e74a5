package org.puppetporto.cli.terminal;

import java.io.IOException;

/** A pipe: what is written into one end is read from the other. */
public record Pipe(Descriptor reading, Descriptor writing) implements AutoCloseable {
  public static Pipe open() throws IOException {
    int[] ends = new int[2];
    if (LibC.get().pipe2(ends, LibC.O_CLOEXEC) != 0) {
      throw Descriptor.failed("make a pipe");
    }
    return new Pipe(new Descriptor(ends[0]), new Descriptor(ends[1]));
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
