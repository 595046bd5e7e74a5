package org.puppetporto.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.spec.DefinitionException.Problem;

/** Gets the text of a definition: bounded, and in UTF-8 only. */
final class DefinitionText {
  /** Far above any real definition, far below what hurts. */
  static final int MAX_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private DefinitionText() {}

  static String read(Path file) throws IOException, DefinitionException {
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in.readNBytes(MAX_BYTES + 1), file.toString());
    }
  }

  static String decode(byte[] bytes, String origin) throws DefinitionException {
    if (bytes.length > MAX_BYTES) {
      throw refused(origin, 0, 0,
          "is larger than 1 MiB, which no definition needs; keep one daemon in a file");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT).decode(in, out, true);
    out.flip();
    if (result.isError()) {
      Tree.Place place = place(out, out.length());
      throw refused(origin, place.line(), place.column(), "byte 0x"
          + Integer.toHexString(bytes[in.position()] & 0xff) + " is not UTF-8; save the file in UTF-8");
    }
    boolean marked = out.length() > 0 && out.charAt(0) == BYTE_ORDER_MARK;
    return marked ? out.subSequence(1, out.length()).toString() : out.toString();
  }

  /** Where the character at an index stands. */
  static Tree.Place place(CharSequence text, int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index && i < text.length(); i++) {
      boolean newline = text.charAt(i) == '\n';
      line += newline ? 1 : 0;
      column = newline ? 1 : column + 1;
    }
    return new Tree.Place(line, column);
  }

  static DefinitionException refused(String origin, int line, int column, String message) {
    return new DefinitionException(List.of(new Problem(origin, "", line, column, message)));
  }
}
