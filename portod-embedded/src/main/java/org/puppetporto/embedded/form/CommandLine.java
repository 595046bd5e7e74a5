package org.puppetporto.embedded.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.proto.ErrorCode;

/**
 * Command lines as wordexp(3) splits them: quotes, backslashes and variables; no command substitution, no
 * variables that are not set, no operators of a shell. Patterns are left as they are.
 */
public final class CommandLine {
  private static final String OPERATORS = "|&;<>(){}\n";
  private final String text;
  private final Map<String, String> env;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private CommandLine(String text, Map<String, String> env) {
    this.text = text;
    this.env = env;
  }

  /** The words of a command line. */
  public static List<String> split(String text, Map<String, String> env) {
    return new CommandLine(text, env).split();
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case ' ', '\t' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        case '$' -> splitVariable(variable());
        case '`' -> throw refused("command substitution is not supported");
        case '~' -> home();
        default -> ordinary(c);
      }
    }
    endWord();
    if (words.isEmpty()) {
      throw new PortoFailure(ErrorCode.INVALID_COMMAND, "wordexp(): empty command");
    }
    return words;
  }

  private void ordinary(char c) {
    if (OPERATORS.indexOf(c) >= 0) {
      throw refused("illegal occurrence of newline or one of |, &, ;, <, >, (, ), {, }");
    }
    append(c);
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw refused("syntax error");
    }
    inWord = true;
    word.append(text, at, end);
    at = end + 1;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
        word.append(text.charAt(at++));
      } else if (c == '$') {
        word.append(variable());
      } else if (c == '`') {
        throw refused("command substitution is not supported");
      } else {
        word.append(c);
      }
    }
    throw refused("syntax error");
  }

  private void escaped() {
    if (at == text.length()) {
      throw refused("syntax error");
    }
    append(text.charAt(at++));
  }

  private void home() {
    boolean alone = !inWord && (at == text.length() || " \t/".indexOf(text.charAt(at)) >= 0);
    if (alone && env.containsKey("HOME")) {
      inWord = true;
      word.append(env.get("HOME"));
    } else {
      append('~');
    }
  }

  /** The value of the variable whose dollar was just read; a dollar alone stands for itself. */
  private String variable() {
    if (at < text.length() && text.charAt(at) == '(') {
      throw refused("command substitution is not supported");
    }
    boolean braced = at < text.length() && text.charAt(at) == '{';
    int start = braced ? at + 1 : at;
    int end = start;
    while (end < text.length() && isNameChar(text.charAt(end), end > start)) {
      end++;
    }
    if (braced && (end == text.length() || text.charAt(end) != '}' || end == start)) {
      throw refused("syntax error");
    }
    if (end == start) {
      return "$";
    }
    at = braced ? end + 1 : end;
    String value = env.get(text.substring(start, end));
    if (value == null) {
      throw refused("undefined shell variable was referenced");
    }
    return value;
  }

  /** Outside of quotes a variable's value is split at blanks. */
  private void splitVariable(String value) {
    for (char c : value.toCharArray()) {
      if (c == ' ' || c == '\t' || c == '\n') {
        endWord();
      } else {
        append(c);
      }
    }
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  private static boolean isNameChar(char c, boolean digitAllowed) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digitAllowed && c >= '0' && c <= '9';
  }

  private static PortoFailure refused(String reason) {
    return new PortoFailure(ErrorCode.INVALID_COMMAND, "wordexp(): " + reason);
  }
}
