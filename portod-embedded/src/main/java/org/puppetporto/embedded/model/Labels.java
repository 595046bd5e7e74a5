package org.puppetporto.embedded.model;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/** The rules for labels: {@code PREFIX.name}, and values of name characters only. */
public final class Labels {
  /** How many one container may have. */
  public static final int MAX_COUNT = 100;
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 65536;
  private static final int MIN_PREFIX = 2;
  private static final int MAX_PREFIX = 16;

  private Labels() {}

  public static void check(String label, String value) {
    if (label.length() > MAX_NAME) {
      throw invalid("Label name too log, max " + MAX_NAME + " bytes");
    }
    if (value.length() > MAX_VALUE) {
      throw invalid("Label value too log, max " + MAX_VALUE + " bytes");
    }
    int dot = label.indexOf('.');
    boolean prefixed = dot >= MIN_PREFIX && dot <= MAX_PREFIX && isPrefix(label.substring(0, dot));
    if (!prefixed || !onlyNameChars(label) || label.startsWith("PORTO")) {
      throw invalid("Invalid label name: " + label);
    }
    if (!onlyNameChars(value)) {
      throw invalid("Invalid label value: " + value);
    }
  }

  /** Whether this is written like a label's prefix, capitals only: such properties are labels. */
  public static boolean isPrefix(String text) {
    return text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  public static void checkCount(Container container, int added) {
    if (container.labels().size() + added > MAX_COUNT) {
      throw new PortoFailure(ErrorCode.RESOURCE_NOT_AVAILABLE, "Too many labels");
    }
  }

  /** The label's value. A leading dot asks the container and then its ancestors. */
  public static String find(Container container, String label) {
    String value;
    if (label.startsWith(".")) {
      String bare = label.substring(1);
      value = container.label(bare);
      for (Container c = container.parent(); value == null && c != null; c = c.parent()) {
        value = c.label(bare);
      }
    } else {
      value = container.label(label);
    }
    if (value == null) {
      throw new PortoFailure(ErrorCode.LABEL_NOT_FOUND, "Label " + label + " is not set");
    }
    return value;
  }

  private static boolean onlyNameChars(String text) {
    return text.chars().allMatch(c -> Names.isNameChar((char) c));
  }

  private static PortoFailure invalid(String message) {
    return new PortoFailure(ErrorCode.INVALID_LABEL, message);
  }
}
