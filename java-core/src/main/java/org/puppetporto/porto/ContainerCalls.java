package org.puppetporto.porto;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.puppetporto.porto.proto.GetAnswer;
import org.puppetporto.porto.proto.GetPropertyRequest;
import org.puppetporto.porto.proto.GetRequest;
import org.puppetporto.porto.proto.KillRequest;
import org.puppetporto.porto.proto.ListRequest;
import org.puppetporto.porto.proto.NameList;
import org.puppetporto.porto.proto.NameRequest;
import org.puppetporto.porto.proto.RawValue;
import org.puppetporto.porto.proto.SetPropertyRequest;
import org.puppetporto.porto.proto.StopRequest;
import org.puppetporto.porto.proto.Value;

/** Calls on containers by name: life cycle, and properties in Porto's string form. */
final class ContainerCalls {
  private final Link link;

  ContainerCalls(Link link) {
    this.link = link;
  }

  List<String> list(String mask) throws PortoException {
    return List.copyOf(link.call(Request.read(Method.LIST, "list " + mask,
        ListRequest.newBuilder().setMask(mask).build(), NameList.getDefaultInstance())).getNameList());
  }

  Map<String, Map<String, PropertyResult>> get(
      Collection<String> names, Collection<String> properties, boolean onlySet) throws PortoException {
    GetRequest asked = GetRequest.newBuilder()
        .addAllName(names).addAllVariable(properties).setReal(onlySet).build();
    GetAnswer answer = link.call(Request.read(Method.GET,
        "get of " + properties.size() + " properties of " + names.size() + " containers",
        asked, GetAnswer.getDefaultInstance()));
    try {
      return BatchAnswer.read(answer.getListList());
    } catch (IOException e) {
      throw new PortoException(ErrorCode.SOCKET_ERROR,
          "what came back for a batch of properties is not an answer of portod: " + e.getMessage(), e);
    }
  }

  String get(String name, String property) throws PortoException {
    return link.call(Request.read(Method.GET_PROPERTY, "get " + name + " " + property,
        GetPropertyRequest.newBuilder().setName(name).setProperty(property).build(),
        Value.getDefaultInstance())).getValue();
  }

  byte[] getBytes(String name, String property) throws PortoException {
    return link.call(Request.read(Method.GET_PROPERTY, "get " + name + " " + property,
        GetPropertyRequest.newBuilder().setName(name).setProperty(property).build(),
        RawValue.getDefaultInstance())).getValue().toByteArray();
  }

  void set(String name, String property, String value) throws PortoException {
    link.call(Request.change(Method.SET_PROPERTY, "set " + name + " " + property,
        SetPropertyRequest.newBuilder().setName(name).setProperty(property).setValue(value).build()));
  }

  void create(String name) throws PortoException {
    named(Method.CREATE, "create", name);
  }

  void createWeak(String name) throws PortoException {
    named(Method.CREATE_WEAK, "create weak", name);
  }

  void start(String name) throws PortoException {
    named(Method.START, "start", name);
  }

  void stop(String name, Duration timeout) throws PortoException {
    StopRequest asked = StopRequest.newBuilder().setName(name).setTimeoutMs(Millis.uint32(timeout)).build();
    link.call(Request.change(Method.STOP, "stop " + name, asked).lasting(timeout));
  }

  void kill(String name, int signal) throws PortoException {
    link.call(Request.change(Method.KILL, "kill " + name + " with signal " + signal,
        KillRequest.newBuilder().setName(name).setSig(signal).build()));
  }

  void pause(String name) throws PortoException {
    named(Method.PAUSE, "pause", name);
  }

  void resume(String name) throws PortoException {
    named(Method.RESUME, "resume", name);
  }

  void respawn(String name) throws PortoException {
    named(Method.RESPAWN, "respawn", name);
  }

  void destroy(String name) throws PortoException {
    named(Method.DESTROY, "destroy", name);
  }

  private void named(Method method, String verb, String name) throws PortoException {
    link.call(Request.change(method, verb + " " + name, NameRequest.newBuilder().setName(name).build()));
  }
}
