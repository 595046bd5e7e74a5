package org.puppetporto.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A definition was refused; every problem names its place, path, value and remedy. */
public final class DefinitionException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param origin file or resource
   * @param path dotted path in the definition, such as {@code spec.properties.memory_limt}
   * @param line line in the file, 1-based; 0 when there is none
   * @param column column in the file, 1-based; 0 when there is none
   * @param message what is wrong with which value, and what would be right
   */
  public record Problem(String origin, String path, int line, int column, String message) {
    @Override
    public String toString() {
      String place = line > 0 ? origin + ":" + line + ":" + column : origin;
      return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
  }

  private final transient List<Problem> problems;

  public DefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
