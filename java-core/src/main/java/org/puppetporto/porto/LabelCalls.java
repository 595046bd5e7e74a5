package org.puppetporto.porto;

import java.util.Optional;
import org.puppetporto.porto.proto.SetLabelRequest;

/** Calls on labels. */
final class LabelCalls {
  private final Link link;

  LabelCalls(Link link) {
    this.link = link;
  }

  void set(String name, String label, String value, Optional<String> expected) throws PortoException {
    SetLabelRequest.Builder asked = SetLabelRequest.newBuilder()
        .setName(name).setLabel(label).setValue(value);
    expected.ifPresent(asked::setPrevValue);
    link.call(Request.change(Method.SET_LABEL, "set " + name + " label " + label, asked.build()));
  }
}
