package org.puppetporto.cli;

/** What a colour says of a line; shown where the console has colours. */
enum Colour {
  PLAIN(""), TITLE("1"), WARNING("33"), BAD("31"), FAINT("2");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String on(String text, Console console) {
    return code.isEmpty() || !console.colours() ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
