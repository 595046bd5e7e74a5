package org.puppetporto.embedded.request;

import java.util.Map;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.life.Lifecycle;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Labels;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.FindLabelRequest;
import org.puppetporto.embedded.proto.FindLabelResponse;
import org.puppetporto.embedded.proto.IncLabelRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.proto.SetLabelRequest;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** Labels: finding them, setting them if they are what one thinks they are, and counting with them. */
final class LabelRequests {
  private final Registry registry;
  private final Resolver resolver;
  private final Lifecycle lifecycle;

  LabelRequests(Registry registry, Resolver resolver, Lifecycle lifecycle) {
    this.registry = registry;
    this.resolver = resolver;
    this.lifecycle = lifecycle;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("FindLabel", this::find);
    handlers.put("SetLabel", this::set);
    handlers.put("IncLabel", this::increment);
  }

  private boolean find(Session session, Request request, Response.Builder response) {
    FindLabelRequest wanted = request.getFindLabel();
    FindLabelResponse.Builder found = response.getFindLabelBuilder();
    for (Container container : registry.all()) {
      String name = session.client().names().relative(container).orElse(null);
      boolean asked = name != null && (!wanted.hasState() || container.state().word().equals(wanted.getState()))
          && (!wanted.hasMask() || Masks.matches(name, wanted.getMask()));
      if (asked) {
        matching(container, wanted.getLabel()).forEach((label, value) -> {
          if (!wanted.hasValue() || value.equals(wanted.getValue())) {
            found.addListBuilder().setName(name).setState(container.state().word())
                .setLabel(label).setValue(value);
          }
        });
      }
    }
    return true;
  }

  private static Map<String, String> matching(Container container, String label) {
    if (!Masks.isMask(label)) {
      try {
        return Map.of(label, Labels.find(container, label));
      } catch (PortoFailure e) {
        return Map.of();
      }
    }
    var labels = new java.util.TreeMap<>(container.labels());
    labels.keySet().removeIf(name -> !Masks.matches(name, label));
    return labels;
  }

  private boolean set(Session session, Request request, Response.Builder response) {
    SetLabelRequest wanted = request.getSetLabel();
    Labels.check(wanted.getLabel(), wanted.getValue());
    Container container = resolver.write(session.client(), wanted.getName());
    lifecycle.label(container, wanted.getLabel(), present -> {
      if (present != null) {
        response.getSetLabelBuilder().setPrevValue(present);
      }
      response.getSetLabelBuilder().setState(container.state().word());
      check(wanted, container, present);
      return wanted.getValue();
    });
    return true;
  }

  private static void check(SetLabelRequest wanted, Container container, String present) {
    if (wanted.hasPrevValue() && present == null && !wanted.getPrevValue().isEmpty()) {
      throw new PortoFailure(ErrorCode.LABEL_NOT_FOUND,
          "Container " + wanted.getName() + " has no label " + wanted.getLabel());
    }
    if (wanted.hasPrevValue() && present != null && !wanted.getPrevValue().equals(present)) {
      throw new PortoFailure(ErrorCode.BUSY, "Container " + wanted.getName() + " label " + wanted.getLabel()
          + " is " + present + " not " + wanted.getPrevValue());
    }
    if (wanted.hasState() && !wanted.getState().equals(container.state().word())) {
      throw PortoFailure.invalidState("Container " + wanted.getName() + " is " + container.state().word()
          + " not " + wanted.getState());
    }
  }

  private boolean increment(Session session, Request request, Response.Builder response) {
    IncLabelRequest wanted = request.getIncLabel();
    Labels.check(wanted.getLabel(), "");
    Container container = resolver.write(session.client(), wanted.getName());
    lifecycle.label(container, wanted.getLabel(), present -> {
      if (present == null && wanted.getAdd() == 0) {
        throw new PortoFailure(ErrorCode.LABEL_NOT_FOUND, "Label " + wanted.getLabel() + " is not set");
      }
      long value = present == null ? 0 : Numbers.int64(present);
      try {
        long sum = Math.addExact(value, wanted.getAdd());
        response.getIncLabelBuilder().setResult(sum);
        return Long.toString(sum);
      } catch (ArithmeticException e) {
        throw PortoFailure.invalidValue(
            "Label " + wanted.getLabel() + " overflow " + value + " + " + wanted.getAdd());
      }
    });
    return true;
  }
}
