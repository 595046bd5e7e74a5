package org.puppetporto.embedded.property;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Labels;
import org.puppetporto.embedded.proto.ErrorCode;

/**
 * How a request names a property: {@code name}, {@code name[index]}, a label {@code PREFIX.name}, or a cgroup
 * file {@code memory.stat}.
 *
 * @param property the name without its index
 * @param index what stands in brackets; null without brackets
 */
record Reference(String property, String index, boolean label, boolean knob) {
  static Reference parse(String text) {
    int bracket = text.indexOf('[');
    if (text.endsWith("]") && bracket >= 0) {
      return new Reference(text.substring(0, bracket), text.substring(bracket + 1, text.length() - 1), false,
          false);
    }
    int dot = text.indexOf('.');
    boolean label = dot >= 0 && Labels.isPrefix(text.substring(0, dot));
    return new Reference(text, null, label, dot >= 0 && !label);
  }

  void checkIndex() {
    if (index != null && index.isEmpty()) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Empty property index");
    }
  }
}
