package org.puppetporto.embedded.form;

/** Booleans, which Porto writes and reads as exactly {@code true} and {@code false}. */
public final class Flags {
  private Flags() {}

  public static boolean parse(String text) {
    switch (text) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        throw new PortoFailure(org.puppetporto.embedded.proto.ErrorCode.UNKNOWN, "Bad boolean value: "
            + text);
    }
  }

  public static String canonical(String text) {
    return Boolean.toString(parse(text));
  }
}
