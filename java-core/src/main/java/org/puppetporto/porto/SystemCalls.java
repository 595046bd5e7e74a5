package org.puppetporto.porto;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.porto.proto.EmptyRequest;
import org.puppetporto.porto.proto.PropertyListResponse;

/** Calls on the running portod itself. */
final class SystemCalls {
  private static final EmptyRequest NOTHING = EmptyRequest.getDefaultInstance();

  private final Link link;

  SystemCalls(Link link) {
    this.link = link;
  }

  String version() throws PortoException {
    return link.call(Request.read("version", call -> call.setVersion(NOTHING))).getVersion().getTag();
  }

  List<PropertyInfo> properties() throws PortoException {
    List<PropertyInfo> properties = new ArrayList<>();
    for (PropertyListResponse.Entry entry : link.call(Request.read("list of properties",
        call -> call.setPropertyList(NOTHING))).getPropertyList().getListList()) {
      properties.add(new PropertyInfo(
          entry.getName(), entry.getDesc(), entry.getReadOnly(), entry.getDynamic()));
    }
    return List.copyOf(properties);
  }
}
