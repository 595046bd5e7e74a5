package org.puppetporto.embedded.form;

import org.puppetporto.embedded.proto.ErrorCode;

/** Porto's spelling of its error codes: {@code CONTAINER_DOES_NOT_EXIST} is ContainerDoesNotExist. */
final class ErrorNames {
  private ErrorNames() {}

  static String of(ErrorCode code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }
}
