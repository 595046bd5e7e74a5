package org.puppetporto.porto;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.porto.proto.Empty;
import org.puppetporto.porto.proto.PropertyListResponse;
import org.puppetporto.porto.proto.SystemResponse;
import org.puppetporto.porto.proto.VersionResponse;

/** Calls on the running portod itself. */
final class SystemCalls {
  private static final Empty NOTHING = Empty.getDefaultInstance();

  private final Link link;

  SystemCalls(Link link) {
    this.link = link;
  }

  String version() throws PortoException {
    return link.call(Request.read(
        Method.VERSION, "version", NOTHING, VersionResponse.getDefaultInstance())).getTag();
  }

  List<PropertyInfo> properties() throws PortoException {
    List<PropertyInfo> properties = new ArrayList<>();
    for (PropertyListResponse.Entry entry : link.call(Request.read(Method.PROPERTY_LIST,
        "list of properties", NOTHING, PropertyListResponse.getDefaultInstance())).getListList()) {
      properties.add(new PropertyInfo(
          entry.getName(), entry.getDesc(), entry.getReadOnly(), entry.getDynamic()));
    }
    return List.copyOf(properties);
  }

  SystemInfo system() throws PortoException {
    return SystemInfo.of(link.call(Request.read(
        Method.GET_SYSTEM, "state of portod", NOTHING, SystemResponse.getDefaultInstance())));
  }
}
