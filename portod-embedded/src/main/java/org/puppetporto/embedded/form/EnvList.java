package org.puppetporto.embedded.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

/**
 * An environment in a string: {@code NAME=value;OTHER}, where a bare name means "unset". Names keep the place
 * of their first appearance, and the last value wins.
 */
public final class EnvList {
  private EnvList() {}

  /** Variables by name; an empty value means that the variable is unset. */
  public static Map<String, Optional<String>> parse(String text) {
    Map<String, Optional<String>> variables = new LinkedHashMap<>();
    for (String item : Escaped.split(text, ';')) {
      int equals = item.indexOf('=');
      if (equals < 0) {
        variables.put(item, Optional.empty());
      } else {
        variables.put(item.substring(0, equals), Optional.of(item.substring(equals + 1)));
      }
    }
    return variables;
  }

  public static String format(Map<String, Optional<String>> variables) {
    return format(variables, (name, value) -> value);
  }

  /** The list with every value replaced by a salted digest, which proves a guess and tells nothing else. */
  public static String formatSecret(Map<String, Optional<String>> variables) {
    return format(variables, (name, value) -> secret(value));
  }

  public static String canonical(String text) {
    return format(parse(text));
  }

  /** What a secret value reads back as. The salt is eight characters, possibly with leading blanks. */
  public static String secret(String value) {
    String salt = newSalt();
    return "<secret salt=" + salt + " md5=" + digest(salt, value) + ">";
  }

  public static String newSalt() {
    return String.format("%8x", ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
  }

  public static String digest(String salt, String value) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest((salt + value)
          .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  private static String format(Map<String, Optional<String>> variables, BiFunction<String, String,
      String> shown) {
    List<String> items = new ArrayList<>();
    variables.forEach((name, value) ->
        items.add(value.map(v -> name + "=" + shown.apply(name, v)).orElse(name)));
    return Escaped.join(items, ';');
  }
}
