package org.puppetporto.embedded.form;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that need not be text, carried in a string and back without loss: each byte that is no UTF-8 becomes a
 * lone low surrogate, U+DC00 and its value. Portod's strings are bytes.
 */
public final class RawText {
  private static final int ESCAPE = 0xdc00;

  private RawText() {}

  public static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    for (;;) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE + (in.get() & 0xff)));
      }
    }
  }

  public static ByteString encode(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return ByteString.copyFromUtf8(text);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.codePoints().forEach(point -> {
      if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff) {
        out.write(point - ESCAPE);
      } else {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
    });
    return ByteString.copyFrom(out.toByteArray());
  }
}
