package org.puppetporto.spec.property;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares secrets with what portod reads back for {@code env_secret}:
 * {@code NAME=<secret salt=SALT md5=HEX>} where HEX is the MD5 of salt and value (Porto 5.3.59
 * src/env.cpp). The salt may begin with blanks and is taken verbatim.
 */
public final class SecretDigests {
  private static final String SALT = "<secret salt=";
  private static final String DIGEST = " md5=";

  private SecretDigests() {}

  /**
   * Whether exactly these variables with these values are set.
   *
   * @param secrets clear values by name
   * @param readBack what portod answered for {@code env_secret}
   */
  public static boolean same(Map<String, String> secrets, String readBack) {
    Set<String> seen = new HashSet<>();
    for (String part : PortoText.splitExact(readBack, ';')) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String secret = secrets.get(name);
      if (equals < 0 || secret == null || !matches(secret, part.substring(equals + 1))) {
        return false;
      }
      seen.add(name);
    }
    return seen.size() == secrets.size();
  }

  private static boolean matches(String secret, String digest) {
    int end = digest.lastIndexOf(DIGEST);
    if (!digest.startsWith(SALT) || !digest.endsWith(">") || end < SALT.length()) {
      return false;
    }
    String salt = digest.substring(SALT.length(), end);
    String md5 = digest.substring(end + DIGEST.length(), digest.length() - 1);
    return md5(salt + secret).equals(md5.toLowerCase(Locale.ROOT));
  }

  static String md5(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      StringBuilder hex = new StringBuilder();
      for (byte b : digest) {
        hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5", e);
    }
  }
}
