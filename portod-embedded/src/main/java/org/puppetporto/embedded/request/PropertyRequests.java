package org.puppetporto.embedded.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.RawText;
import org.puppetporto.embedded.life.Lifecycle;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.property.Property;
import org.puppetporto.embedded.property.Property.Trait;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.proto.ContainerGetRequest;
import org.puppetporto.embedded.proto.ContainerGetResponse;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** Reading and setting properties, one by one or many at once. */
final class PropertyRequests {
  private final Registry registry;
  private final Resolver resolver;
  private final PropertyTable properties;
  private final Lifecycle lifecycle;

  PropertyRequests(Registry registry, Resolver resolver, PropertyTable properties, Lifecycle lifecycle) {
    this.registry = registry;
    this.resolver = resolver;
    this.properties = properties;
    this.lifecycle = lifecycle;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("getProperty", (session, request, response) -> {
      var wanted = request.getGetProperty();
      String value = read(session.client(), wanted.getName(), wanted.getProperty(), wanted.getReal());
      response.getGetPropertyBuilder().setValueBytes(RawText.encode(value));
      return true;
    });
    handlers.put("getData", (session, request, response) -> {
      var wanted = request.getGetData();
      String value = read(session.client(), wanted.getName(), wanted.getData(), wanted.getReal());
      response.getGetDataBuilder().setValue(value);
      return true;
    });
    handlers.put("setProperty", this::set);
    handlers.put("get", this::getMany);
    handlers.put("propertyList", this::list);
    handlers.put("dataList", this::listReadOnly);
  }

  private String read(Client client, String name, String property, boolean real) {
    Container container = resolver.read(client, name);
    if (real) {
      properties.checkSet(container, property);
    }
    return properties.get(container, client, property);
  }

  private boolean set(Session session, Request request, Response.Builder response) {
    var wanted = request.getSetProperty();
    Container container = resolver.write(session.client(), wanted.getName());
    lifecycle.set(container, session.client(), wanted.getProperty(), wanted.getValue());
    return true;
  }

  private boolean getMany(Session session, Request request, Response.Builder response) {
    ContainerGetRequest wanted = request.getGet();
    ContainerGetResponse.Builder answer = response.getGetBuilder();
    for (String name : names(session.client(), wanted)) {
      answer.addList(entry(session.client(), name, wanted));
    }
    return true;
  }

  /** Literal names as they were given, and then what the masks match. */
  private List<String> names(Client client, ContainerGetRequest wanted) {
    List<String> names = new ArrayList<>();
    List<String> masks = new ArrayList<>();
    wanted.getNameList().forEach(name -> (Masks.isMask(name) ? masks : names).add(name));
    if (!masks.isEmpty()) {
      for (Container container : registry.all()) {
        client.names().relative(container)
            .filter(name -> masks.stream().anyMatch(mask -> Masks.matches(name, mask))).ifPresent(names::add);
      }
    }
    return names;
  }

  private ContainerGetResponse.ContainerGetListResponse entry(Client client, String name,
      ContainerGetRequest wanted) {
    var entry = ContainerGetResponse.ContainerGetListResponse.newBuilder().setName(name);
    Container container = null;
    PortoFailure missing = null;
    try {
      container = resolver.read(client, name);
      entry.setChangeTime(container.changeTime());
    } catch (PortoFailure e) {
      missing = e;
    }
    if (container != null && wanted.hasChangedSince() && container.changeTime() < wanted.getChangedSince()) {
      return entry.setNoChanges(true).build();
    }
    Object moment;
    do {
      moment = moment(container);
      entry.clearKeyval();
      for (String variable : wanted.getVariableList()) {
        entry.addKeyval(value(client, container, missing, variable, wanted.getReal()));
      }
    } while (!moment.equals(moment(container)));
    return entry.build();
  }

  /** Portod reads what it is asked of one container in one moment: a change in between means to read again. */
  private static Object moment(Container container) {
    return container == null ? List.of()
        : List.of(container.state(), container.run(), container.respawnCount());
  }

  private ContainerGetResponse.ContainerGetValueResponse value(Client client, Container container,
      PortoFailure missing, String variable, boolean real) {
    var value = ContainerGetResponse.ContainerGetValueResponse.newBuilder().setVariable(variable);
    try {
      if (missing != null) {
        throw missing;
      }
      if (real) {
        properties.checkSet(container, variable);
      }
      return value.setValueBytes(RawText.encode(properties.get(container, client, variable))).build();
    } catch (PortoFailure e) {
      return value.setError(e.code()).setErrorMsg(e.getMessage()).build();
    } catch (RuntimeException e) {
      return value.setError(ErrorCode.UNKNOWN).setErrorMsg(String.valueOf(e.getMessage())).build();
    }
  }

  private boolean list(Session session, Request request, Response.Builder response) {
    var list = response.getPropertyListBuilder();
    for (Property property : properties.supported()) {
      list.addListBuilder().setName(property.name()).setDesc(description(property))
          .setReadOnly(property.is(Trait.READ_ONLY)).setDynamic(property.is(Trait.DYNAMIC));
    }
    return true;
  }

  private boolean listReadOnly(Session session, Request request, Response.Builder response) {
    var list = response.getDataListBuilder();
    for (Property property : properties.supported()) {
      if (property.is(Trait.READ_ONLY)) {
        list.addListBuilder().setName(property.name()).setDesc(description(property));
      }
    }
    return true;
  }

  private static String description(Property property) {
    return property.description() + (property.is(Trait.READ_ONLY) ? " (ro)" : "")
        + (property.is(Trait.DYNAMIC) ? " (dynamic)" : "");
  }
}
