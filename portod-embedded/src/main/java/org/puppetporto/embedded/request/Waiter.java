package org.puppetporto.embedded.request;

import java.util.List;
import java.util.function.Predicate;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ContainerWaitResponse;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Session;

/** What one connection waits for. */
final class Waiter {
  private final Session session;
  private final List<String> names;
  private final List<String> labels;
  private final String targetState;
  private final boolean async;
  private final Predicate<Container> hollow;

  /**
   * @param names names and masks
   * @param labels masks of labels whose changes are told
   * @param targetState the only state to tell of; "" for all
   * @param hollow whether a meta container has nothing running in it
   */
  Waiter(Session session, List<String> names, List<String> labels, String targetState, boolean async,
      Predicate<Container> hollow) {
    this.session = session;
    this.names = List.copyOf(names);
    this.labels = List.copyOf(labels);
    this.targetState = targetState;
    this.async = async;
    this.hollow = hollow;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The literal names. */
  List<String> names() {
    return names.stream().filter(name -> !Masks.isMask(name)).toList();
  }

  /** Whether it ends with its first report. */
  boolean isOnce() {
    return !async || !targetState.isEmpty();
  }

  boolean watchesTheSame(Waiter other) {
    return async == other.async && targetState.equals(other.targetState) && names.equals(other.names)
        && labels.equals(other.labels);
  }

  /** Reports how the container is right now, if that is what is waited for. */
  boolean tellsNow(Container container) {
    if (!concerns(container)) {
      return false;
    }
    if (labels.isEmpty()) {
      tell(called(container), container.state().word(), "", "");
      return true;
    }
    boolean told = false;
    for (var label : container.labels().entrySet()) {
      if (wantsLabel(label.getKey())) {
        tell(called(container), container.state().word(), label.getKey(), label.getValue());
        told = true;
        if (!async) {
          break;
        }
      }
    }
    return told;
  }

  /** Reports a change, if it is what is waited for. Lower-case labels are Porto's own and always told. */
  boolean tells(Container container, String label, String value) {
    boolean wanted = label.isEmpty() || Character.isLowerCase(label.charAt(0)) || wantsLabel(label);
    if (!wanted || !concerns(container)) {
      return false;
    }
    tell(called(container), container.state().word(), label, value);
    return true;
  }

  void timedOut() {
    tell("", "timeout", "", "");
  }

  private boolean concerns(Container container) {
    State state = container.state();
    if (!async && state != State.STOPPED && state != State.DEAD && state != State.RESPAWNING
        && !(state == State.META && hollow.test(container))) {
      return false;
    }
    if (async && !targetState.isEmpty() && !targetState.equals(state.word())) {
      return false;
    }
    return session.client().names().relative(container).isPresent()
        && names.stream().anyMatch(name -> Masks.matches(container.name(), name));
  }

  private String called(Container container) {
    return session.client().names().relative(container).orElse(container.name());
  }

  private boolean wantsLabel(String label) {
    return labels.stream().anyMatch(mask -> Masks.matches(label, mask));
  }

  private void tell(String name, String state, String label, String value) {
    var report = ContainerWaitResponse.newBuilder().setName(name).setState(state)
        .setWhen(System.currentTimeMillis() / 1000);
    if (!label.isEmpty()) {
      report.setLabel(label);
      if (!value.isEmpty()) {
        report.setValue(value);
      }
    }
    Response.Builder response = Response.newBuilder().setError(ErrorCode.SUCCESS);
    if (async) {
      session.report(response.setAsyncWait(report).build());
    } else {
      session.answer(response.setWait(report).build());
    }
  }
}
