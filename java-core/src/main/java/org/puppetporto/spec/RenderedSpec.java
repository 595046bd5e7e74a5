package org.puppetporto.spec;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.puppetporto.spec.property.Argv;
import org.puppetporto.spec.property.Entries;
import org.puppetporto.spec.property.Environment;
import org.puppetporto.spec.property.JsonText;
import org.puppetporto.spec.property.PropertyValue;

/**
 * A definition after defaults and canonical forms, as JSON with sorted keys: the same settings give the
 * same bytes, however they were written. Without its secrets, which it holds as keyed hashes, it is a
 * definition in the short form again.
 *
 * @param json the rendered spec
 */
public record RenderedSpec(String json) {
  private static final String HASH = "HmacSHA256";

  /**
   * Renders a definition.
   *
   * @param hostKey key of this host for the hashes of secrets, which a label that all may read depends on;
   *     not used when there are none
   */
  public static RenderedSpec of(Definition definition, byte[] hostKey) {
    StringBuilder out = new StringBuilder(512).append('{');
    if (!definition.envSecret().isEmpty()) {
      texts("env_secret", hashes(definition.envSecret(), hostKey), out);
      out.append(',');
    }
    key("name", out);
    JsonText.quote(definition.name(), out);
    out.append(',');
    texts("packages", definition.packages(), out);
    out.append(',');
    properties(definition.properties(), out);
    out.append(',');
    key("version", out);
    JsonText.quote(definition.version(), out);
    return new RenderedSpec(out.append('}').toString());
  }

  /** SHA-1 of the rendered spec, as 40 lower-case hexadecimal digits. */
  public String revision() {
    try {
      return hex(MessageDigest.getInstance("SHA-1").digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  private static void properties(SortedMap<String, PropertyValue> properties, StringBuilder out) {
    key("properties", out);
    out.append('{');
    String separator = "";
    for (Map.Entry<String, PropertyValue> property : properties.entrySet()) {
      out.append(separator);
      separator = ",";
      key(property.getKey(), out);
      value(property.getValue(), out);
    }
    out.append('}');
  }

  private static void value(PropertyValue value, StringBuilder out) {
    if (value instanceof Argv) {
      out.append(value.canonical());
    } else if (value instanceof Entries) {
      object(((Entries) value).entries(), out);
    } else if (value instanceof Environment) {
      SortedMap<String, String> variables = new TreeMap<>();
      ((Environment) value).variables().forEach((name, text) -> variables.put(name, text.orElse(null)));
      object(variables, out);
    } else {
      JsonText.quote(value.canonical(), out);
    }
  }

  private static void texts(String name, SortedMap<String, String> texts, StringBuilder out) {
    key(name, out);
    object(texts, out);
  }

  private static void object(SortedMap<String, String> texts, StringBuilder out) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      out.append(separator);
      separator = ",";
      key(entry.getKey(), out);
      Optional.ofNullable(entry.getValue()).ifPresentOrElse(
          text -> JsonText.quote(text, out), () -> out.append("null"));
    }
    out.append('}');
  }

  private static void key(String name, StringBuilder out) {
    JsonText.quote(name, out);
    out.append(':');
  }

  /** The name goes into the hash, so that two variables with one value cannot be told to be equal. */
  private static SortedMap<String, String> hashes(SortedMap<String, Secret> secrets, byte[] hostKey) {
    SortedMap<String, String> hashes = new TreeMap<>();
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(hostKey, HASH));
      secrets.forEach((name, secret) -> hashes.put(name,
          hex(mac.doFinal((name + '\0' + secret.reveal()).getBytes(StandardCharsets.UTF_8)))));
      return hashes;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java has no " + HASH, e);
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }
}
