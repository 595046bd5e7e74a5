package org.puppetporto.cli;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.puppetporto.porto.Output;
import org.puppetporto.porto.OutputPosition;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;

/** What Porto keeps of one stream of a container, at most {@code stdout_limit} bytes. */
final class KeptOutput {
  private static final int CHUNK = 1 << 20;

  private final PortoClient porto;
  private final String name;
  private final String stream;

  /** @param stream {@code stdout} or {@code stderr} */
  KeptOutput(PortoClient porto, String name, String stream) {
    this.porto = porto;
    this.name = name;
    this.stream = stream;
  }

  /** What came since. */
  Output after(OutputPosition position) throws PortoException {
    return Output.read(porto, name, stream, position, CHUNK);
  }

  /** Hands on all of it, piece by piece, and says where that ended. */
  OutputPosition all(Consumer<byte[]> sink) throws PortoException {
    OutputPosition position = OutputPosition.START;
    Output output;
    do {
      output = after(position);
      position = output.next();
      sink.accept(output.bytes());
    } while (output.bytes().length > 0);
    return position;
  }

  /** Hands on the last lines, and says where that ended. */
  OutputPosition last(int lines, Consumer<byte[]> sink) throws PortoException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    OutputPosition position = all(all::writeBytes);
    byte[] bytes = all.toByteArray();
    sink.accept(Arrays.copyOfRange(bytes, beginOfLast(bytes, lines), bytes.length));
    return position;
  }

  /** A line end at the very end ends the last of the lines. */
  private static int beginOfLast(byte[] bytes, int lines) {
    int from = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    for (int line = 0; line < lines && from >= 0; line++) {
      do {
        from--;
      } while (from >= 0 && bytes[from] != '\n');
    }
    return lines == 0 ? bytes.length : Math.max(from + 1, 0);
  }
}
