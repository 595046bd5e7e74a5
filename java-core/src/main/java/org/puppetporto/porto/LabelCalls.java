package org.puppetporto.porto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.proto.FindLabelRequest;
import org.puppetporto.porto.proto.FindLabelResponse;
import org.puppetporto.porto.proto.IncLabelRequest;
import org.puppetporto.porto.proto.IncLabelResponse;
import org.puppetporto.porto.proto.SetLabelRequest;
import org.puppetporto.porto.proto.SetLabelResponse;

final class LabelCalls implements Labels {
  private final Link link;

  LabelCalls(Link link) {
    this.link = link;
  }

  @Override
  public List<Entry> find(Filter filter) throws PortoException {
    FindLabelRequest.Builder asked = FindLabelRequest.newBuilder()
        .setMask(filter.containers()).setLabel(filter.label());
    filter.state().ifPresent(state -> asked.setState(state.word()));
    filter.value().ifPresent(asked::setValue);
    List<Entry> found = new ArrayList<>();
    for (FindLabelResponse.Entry entry : link.call(Request.read(Method.FIND_LABEL,
        "find label " + filter.label(), asked.build(), FindLabelResponse.getDefaultInstance())).getListList()) {
      found.add(new Entry(
          entry.getName(), ContainerState.of(entry.getState()), entry.getLabel(), entry.getValue()));
    }
    return List.copyOf(found);
  }

  @Override
  public Optional<String> set(String container, String label, String value) throws PortoException {
    SetLabelResponse answer = set(container, label, value, Optional.empty());
    return answer.hasPrevValue() ? Optional.of(answer.getPrevValue()) : Optional.empty();
  }

  @Override
  public void compareAndSet(String container, String label, String expected, String value)
      throws PortoException {
    set(container, label, value, Optional.of(expected));
  }

  SetLabelResponse set(String container, String label, String value, Optional<String> expected)
      throws PortoException {
    SetLabelRequest.Builder asked = SetLabelRequest.newBuilder()
        .setName(container).setLabel(label).setValue(value);
    expected.ifPresent(asked::setPrevValue);
    return link.call(Request.change(Method.SET_LABEL, "set " + container + " label " + label,
        asked.build(), SetLabelResponse.getDefaultInstance()));
  }

  @Override
  public long increment(String container, String label, long add) throws PortoException {
    return link.call(Request.change(Method.INC_LABEL, "increment " + container + " label " + label,
        IncLabelRequest.newBuilder().setName(container).setLabel(label).setAdd(add).build(),
        IncLabelResponse.getDefaultInstance())).getResult();
  }
}
