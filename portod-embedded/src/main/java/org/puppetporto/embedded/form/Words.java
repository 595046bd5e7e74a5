package org.puppetporto.embedded.form;

import java.util.List;

/** Lists of words, each in Porto's own mixture of separators. */
public final class Words {
  private Words() {}

  public static String list(String text) {
    return Escaped.join(Escaped.split(text, ';'), ';');
  }

  /** Takes semicolons or blanks, and writes blanks. */
  public static String ipLimit(String text) {
    List<List<String>> rows = Escaped.splitRows(text, ';', ' ');
    for (List<String> row : rows) {
      if (row.size() != 1 && rows.size() > 1) {
        throw PortoFailure.invalidValue("wrong format");
      }
      for (String word : row) {
        if ((word.equals("any") || word.equals("none")) && rows.size() + row.size() > 2) {
          throw PortoFailure.invalidValue("more than one ip policy");
        }
      }
    }
    return Escaped.joinRows(rows, ';', ' ');
  }
}
