package org.puppetporto.cli;

import picocli.CommandLine;

/** A reason as others will read it: words, in one line. */
final class ReasonText implements CommandLine.ITypeConverter<String> {
  @Override
  public String convert(String value) {
    String text = Plain.text(value).strip();
    if (text.isEmpty()) {
      throw new CommandLine.TypeConversionException("others will want to know why, and it is empty");
    }
    return text;
  }
}
