package org.puppetporto.spec.property;

/** JSON string literals, written the one way that makes equal texts equal bytes. */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends {@code text} as a JSON string; only what JSON demands is escaped. */
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ') {
        out.append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else {
        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    out.append('"');
  }
}
