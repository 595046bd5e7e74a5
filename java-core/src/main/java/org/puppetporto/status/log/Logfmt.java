package org.puppetporto.status.log;

/** Pairs {@code key=value} on one line; a value that is not one plain word is quoted. */
final class Logfmt {
  private final StringBuilder out = new StringBuilder();

  Logfmt with(String key, String value) {
    out.append(out.length() == 0 ? "" : " ").append(key).append('=');
    if (plain(value)) {
      out.append(value);
    } else {
      quote(value);
    }
    return this;
  }

  private static boolean plain(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != '\\' && c != 127);
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c == 127) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
