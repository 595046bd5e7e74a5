package org.puppetporto.cli;

/** Foreign text in one line of a terminal: without what would steer it. */
final class Plain {
  private Plain() {}

  /** With a blank for every control character, line ends among them. */
  static String text(String foreign) {
    return foreign.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }
}
