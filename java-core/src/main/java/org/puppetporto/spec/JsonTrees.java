package org.puppetporto.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns JSON into plain values with their places. */
final class JsonTrees {
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NUMBER = 100;
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER).build())
      .build();

  private final JsonParser parser;
  private final Map<String, Tree.Place> places = new HashMap<>();

  private JsonTrees(JsonParser parser) {
    this.parser = parser;
  }

  static Tree read(String text, String origin) throws DefinitionException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonTrees(parser).document(origin);
    } catch (IOException e) {
      throw DefinitionText.refused(origin, 0, 0, "cannot be read: " + e.getMessage() + "; correct the text");
    }
  }

  private Tree document(String origin) throws IOException, DefinitionException {
    try {
      parser.nextToken();
      Object root = value("");
      if (parser.nextToken() == null) {
        return new Tree(root, places);
      }
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw DefinitionText.refused(origin, at.getLineNr(), at.getColumnNr(),
          "is not JSON: " + e.getOriginalMessage() + "; correct the text there");
    }
    Tree.Place place = place();
    throw DefinitionText.refused(origin, place.line(), place.column(),
        "there is more after the end of the definition; keep one definition in a file");
  }

  private Object value(String path) throws IOException {
    places.putIfAbsent(path, place());
    JsonToken token = parser.currentToken();
    if (token == null) {
      return null;
    }
    switch (token) {
      case START_OBJECT:
        return object(path);
      case START_ARRAY:
        return array(path);
      case VALUE_STRING:
        return parser.getText();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NUMBER_INT:
        BigInteger whole = parser.getBigIntegerValue();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      default:
        return null;
    }
  }

  private Tree.Place place() {
    JsonLocation at = parser.currentTokenLocation();
    return new Tree.Place(at.getLineNr(), at.getColumnNr());
  }

  private Map<String, Object> object(String path) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String place = Tree.path(path, key);
      places.put(place, place());
      parser.nextToken();
      map.put(key, value(place));
    }
    return map;
  }

  private List<Object> array(String path) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(Tree.path(path, items.size())));
    }
    return items;
  }
}
