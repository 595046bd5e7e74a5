package org.puppetporto.embedded.property;

import com.google.protobuf.TextFormat;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.SeccompProfile;

/** A seccomp profile in protobuf's text format: recorded, not put into effect. */
final class Seccomp extends Setting {
  Seccomp() {
    super("seccomp", "Seccomp profile, as protobuf text", Forms.STATIC, (c, value) -> canonical(value), c -> "");
  }

  private static String canonical(String value) {
    try {
      SeccompProfile profile = TextFormat.parse(value, SeccompProfile.class);
      return TextFormat.printer().emittingSingleLine(true).printToString(profile);
    } catch (TextFormat.ParseException e) {
      throw PortoFailure.invalidValue("invalid seccomp profile");
    }
  }
}
