package org.puppetporto.spec;

import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.puppetporto.spec.DefinitionException.Problem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns YAML into plain values without constructing anything a tag names. Only scalars whose meaning is
 * beyond doubt become numbers; {@code 022}, {@code 0x1f}, {@code 1_000} and {@code 10:30} stay text.
 */
final class YamlTrees {
  private static final int MAX_DEPTH = 30;
  private static final int MAX_VALUES = 20_000;
  private static final Set<Tag> TAGS = Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.TIMESTAMP,
      Tag.MAP, Tag.SEQ);

  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private final String origin;
  private final Map<String, Tree.Place> places = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int values;

  private YamlTrees(String origin) {
    this.origin = origin;
  }

  static Tree read(String text, String origin) throws DefinitionException {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_VALUES);
    options.setCodePointLimit(DefinitionText.MAX_BYTES);
    // Nodes are only composed, never constructed; a tag that names a class gets our own message below.
    options.setTagInspector(tag -> true);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      YamlTrees trees = new YamlTrees(origin);
      trees.places.put("", new Tree.Place(1, 1));
      Object value = root == null ? null : trees.value(root, "", 0);
      if (!trees.problems.isEmpty()) {
        throw new DefinitionException(trees.problems);
      }
      return new Tree(value, trees.places);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw DefinitionText.refused(origin, mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1, "is not YAML: " + reason(e) + "; correct the text there");
    } catch (ReaderException e) {
      Tree.Place at = DefinitionText.place(text, e.getPosition());
      throw DefinitionText.refused(origin, at.line(), at.column(), "is not YAML: the character U+"
          + String.format("%04X", e.getCodePoint()) + " is not allowed there; remove it");
    } catch (YAMLException e) {
      throw DefinitionText.refused(origin, 0, 0, "is not YAML: " + firstLine(e) + "; correct the text");
    }
  }

  private static String reason(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return context + (e.getProblem() == null ? "it cannot be parsed" : e.getProblem());
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be parsed");
  }

  private Object value(Node node, String path, int depth) throws DefinitionException {
    Mark mark = node.getStartMark();
    places.putIfAbsent(path, new Tree.Place(mark.getLine() + 1, mark.getColumn() + 1));
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      throw DefinitionText.refused(origin, mark.getLine() + 1, mark.getColumn() + 1,
          "holds more than " + MAX_VALUES + " values or " + MAX_DEPTH
              + " levels, every use of an alias counted; write the values out");
    }
    if (!TAGS.contains(node.getTag())) {
      add(node, path, "the tag " + node.getTag().getValue() + " is not allowed; remove it");
      return null;
    }
    if (node instanceof MappingNode) {
      return mapping((MappingNode) node, path, depth);
    }
    if (node instanceof SequenceNode) {
      List<Object> items = new ArrayList<>();
      for (Node item : ((SequenceNode) node).getValue()) {
        items.add(value(item, Tree.path(path, items.size()), depth + 1));
      }
      return items;
    }
    return scalar((ScalarNode) node);
  }

  private Map<String, Object> mapping(MappingNode node, String path, int depth) throws DefinitionException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode)) {
        add(keyNode, path, "a key is a list or a mapping; write text");
        continue;
      }
      String key = ((ScalarNode) keyNode).getValue();
      String place = Tree.path(path, key);
      Mark mark = keyNode.getStartMark();
      places.put(place, new Tree.Place(mark.getLine() + 1, mark.getColumn() + 1));
      if (keyNode.getTag().equals(Tag.MERGE)) {
        add(keyNode, path, "merge keys (<<) are not supported; write the keys out");
      } else if (map.containsKey(key)) {
        add(keyNode, place, "this key stands here twice; keep one of the two");
      } else {
        map.put(key, value(tuple.getValueNode(), place, depth + 1));
      }
    }
    return map;
  }

  private void add(Node node, String path, String message) {
    Mark mark = node.getStartMark();
    problems.add(new Problem(origin, path, mark.getLine() + 1, mark.getColumn() + 1, message));
  }

  private static Object scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      String word = text.toLowerCase(Locale.ROOT);
      return TRUE.contains(word) ? (Object) true : FALSE.contains(word) ? (Object) false : text;
    }
    if (tag.equals(Tag.INT) && isPlainInteger(text)) {
      return text.length() < 18 ? (Object) Long.valueOf(text) : new BigInteger(text);
    }
    if (tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    return text;
  }

  private static boolean isPlainInteger(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return !digits.isEmpty() && (digits.length() == 1 || digits.charAt(0) != '0')
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Object number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isInfinite(number) || Double.isNaN(number) ? (Object) text : Double.valueOf(number);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
