package org.puppetporto.embedded.property;

import com.google.protobuf.TextFormat;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.SeccompProfile;

/** A seccomp profile in protobuf's text format: recorded, not put into effect. */
final class Seccomp extends Setting {
  private static final String DEFAULT = "default_action { action: Allow } ";

  Seccomp() {
    super("seccomp", "Seccomp profile, as protobuf text", Forms.STATIC, (c, value) -> canonical(value),
        c -> DEFAULT);
  }

  private static String canonical(String value) {
    try {
      SeccompProfile profile = TextFormat.parse(value, SeccompProfile.class);
      String text = TextFormat.printer().emittingSingleLine(true).printToString(profile);
      return text.isEmpty() ? DEFAULT : text + " ";
    } catch (TextFormat.ParseException e) {
      throw PortoFailure.invalidValue("invalid seccomp profile");
    }
  }
}
