package org.puppetporto.embedded.model;

import java.nio.charset.StandardCharsets;
import org.puppetporto.embedded.form.PortoFailure;

/** The rules for names of containers. */
public final class Names {
  /** How deep containers nest. */
  public static final int MAX_LEVEL = 16;
  private static final int MAX_COMPONENT = 128;
  private static final int MAX_PATH = 200;
  private static final int MAX_PATH_ROOT = 220;

  private Names() {}

  public static String parentOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? Container.ROOT_NAME : name.substring(0, slash);
  }

  public static String lastOf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Refuses what Porto refuses; a super user's names may be a little longer. */
  public static void check(String name, boolean superUser) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int max = superUser ? MAX_PATH_ROOT : MAX_PATH;
    if (bytes.length == 0) {
      throw PortoFailure.invalidValue("container path too short");
    }
    if (bytes.length > max) {
      throw PortoFailure.invalidValue("container path too long, limit is " + max);
    }
    if (name.startsWith("/")) {
      if (name.equals(Container.ROOT_NAME)) {
        return;
      }
      throw PortoFailure.invalidValue("container path starts with '/': " + name);
    }
    for (byte b : bytes) {
      if (b != '/' && !isNameChar((char) (b & 0xff))) {
        throw PortoFailure.invalidValue(String.format("forbidden character %s", hex(b & 0xff)));
      }
    }
    for (String component : name.split("/", -1)) {
      checkComponent(name, component);
    }
  }

  /** Whether a name, a label or a label's value may hold this character. */
  public static boolean isNameChar(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_-@:.".indexOf(c) >= 0;
  }

  private static void checkComponent(String name, String component) {
    if (component.isEmpty()) {
      throw PortoFailure.invalidValue("double/trailing '/' in container path: " + name);
    }
    if (component.length() > MAX_COMPONENT) {
      throw PortoFailure.invalidValue(
          "container name component too long, limit is " + MAX_COMPONENT + ": '" + component + "'");
    }
    if (component.equals("self") || component.equals(".")) {
      throw PortoFailure.invalidValue("container name '" + component + "' is reserved");
    }
  }

  private static String hex(int value) {
    return value == 0 ? "0" : "0x" + Integer.toHexString(value);
  }
}
