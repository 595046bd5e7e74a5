package org.puppetporto.porto;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.puppetporto.porto.proto.ContainerRequest;
import org.puppetporto.porto.proto.GetPropertyRequest;
import org.puppetporto.porto.proto.GetRequest;
import org.puppetporto.porto.proto.GetResponse;
import org.puppetporto.porto.proto.KillRequest;
import org.puppetporto.porto.proto.ListRequest;
import org.puppetporto.porto.proto.NameRequest;
import org.puppetporto.porto.proto.SetPropertyRequest;
import org.puppetporto.porto.proto.StopRequest;

/** Calls on containers by name: life cycle, and properties in Porto's string form. */
final class ContainerCalls {
  private final Link link;

  ContainerCalls(Link link) {
    this.link = link;
  }

  List<String> list(String mask) throws PortoException {
    return List.copyOf(link.call(Request.read("list " + mask,
        call -> call.setList(ListRequest.newBuilder().setMask(mask)))).getList().getNameList());
  }

  Map<String, Map<String, PropertyResult>> get(
      Collection<String> names, Collection<String> properties, boolean onlySet) throws PortoException {
    GetRequest asked = GetRequest.newBuilder()
        .addAllName(names).addAllVariable(properties).setReal(onlySet).build();
    GetResponse answer = link.call(Request.read(
        "get of " + properties.size() + " properties of " + names.size() + " containers",
        call -> call.setGet(asked))).getGet();
    Map<String, Map<String, PropertyResult>> containers = new LinkedHashMap<>();
    for (GetResponse.Container container : answer.getListList()) {
      Map<String, PropertyResult> values = new LinkedHashMap<>();
      for (GetResponse.Value value : container.getKeyvalList()) {
        values.put(value.getVariable(), new PropertyResult(
            value.getValue(), ErrorCode.of(value.getError()), value.getErrorMsg()));
      }
      containers.put(container.getName(), values);
    }
    return containers;
  }

  String get(String name, String property) throws PortoException {
    return link.call(Request.read("get " + name + " " + property,
        call -> call.setGetProperty(GetPropertyRequest.newBuilder().setName(name).setProperty(property))))
        .getGetProperty().getValue();
  }

  void set(String name, String property, String value) throws PortoException {
    change("set " + name + " " + property, call -> call.setSetProperty(
        SetPropertyRequest.newBuilder().setName(name).setProperty(property).setValue(value)));
  }

  void create(String name) throws PortoException {
    change("create " + name, call -> call.setCreate(named(name)));
  }

  void createWeak(String name) throws PortoException {
    change("create weak " + name, call -> call.setCreateWeak(named(name)));
  }

  void start(String name) throws PortoException {
    change("start " + name, call -> call.setStart(named(name)));
  }

  void stop(String name, Duration timeout) throws PortoException {
    StopRequest asked = StopRequest.newBuilder().setName(name).setTimeoutMs(Millis.uint32(timeout)).build();
    link.call(Request.change("stop " + name, call -> call.setStop(asked)).lasting(timeout));
  }

  void kill(String name, int signal) throws PortoException {
    change("kill " + name + " with signal " + signal,
        call -> call.setKill(KillRequest.newBuilder().setName(name).setSig(signal)));
  }

  void pause(String name) throws PortoException {
    change("pause " + name, call -> call.setPause(named(name)));
  }

  void resume(String name) throws PortoException {
    change("resume " + name, call -> call.setResume(named(name)));
  }

  void respawn(String name) throws PortoException {
    change("respawn " + name, call -> call.setRespawn(named(name)));
  }

  void destroy(String name) throws PortoException {
    change("destroy " + name, call -> call.setDestroy(named(name)));
  }

  private void change(String what, UnaryOperator<ContainerRequest.Builder> call) throws PortoException {
    link.call(Request.change(what, call));
  }

  private static NameRequest named(String name) {
    return NameRequest.newBuilder().setName(name).build();
  }
}
