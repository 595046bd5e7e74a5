package org.puppetporto.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lets an option whose number may be left out stand before a word that is no number, and is not its own. */
final class NumberNext implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> parsing) {
    boolean apart = " ".equals(parsing.get("separator"));
    if (apart && !arguments.isEmpty() && !arguments.peek().matches("[+-]?[\\d.].*")) {
      arguments.push(((OptionSpec) argument).fallbackValue());
    }
    return false;
  }
}
