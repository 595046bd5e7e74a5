package org.puppetporto.embedded.request;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.life.Engine;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.proto.AttachProcessRequest;
import org.puppetporto.embedded.proto.ConvertPathRequest;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.LocateProcessRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** Which container a process is in, and what a path is called in another one. */
final class ProcessRequests {
  private final Engine engine;
  private final Resolver resolver;

  ProcessRequests(Engine engine, Resolver resolver) {
    this.engine = engine;
    this.resolver = resolver;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("convertPath", this::convert);
    handlers.put("locateProcess", this::locate);
    handlers.put("attachProcess", (session, request, response) ->
        attach(session, request.getAttachProcess(), engine::attach));
    handlers.put("AttachThread", (session, request, response) ->
        attach(session, request.getAttachThread(), engine::attachThread));
  }

  private boolean convert(Session session, Request request, Response.Builder response) {
    ConvertPathRequest wanted = request.getConvertPath();
    Path from = root(session.client(), wanted.getSource());
    Path into = root(session.client(), wanted.getDestination());
    Path path = Path.of(from + "/" + wanted.getPath()).normalize();
    if (from.equals(into)) {
      response.getConvertPathBuilder().setPath(wanted.getPath());
      return true;
    }
    if (!path.startsWith(into)) {
      throw PortoFailure.invalidValue("Path is unreachable");
    }
    response.getConvertPathBuilder().setPath("/" + into.relativize(path));
    return true;
  }

  private Path root(Client client, String container) {
    Container found = resolver.read(client, container.isEmpty() ? "self" : container);
    return Path.of(engine.properties().get(found, null, "root_path"));
  }

  private boolean locate(Session session, Request request, Response.Builder response) {
    LocateProcessRequest wanted = request.getLocateProcess();
    int pid = ProcFs.hostPid(wanted.getPid(), session.client().pid());
    if (pid <= 0 || ProcFs.startTicks(pid) == 0) {
      throw PortoFailure.invalidValue("wrong pid");
    }
    if (!wanted.getComm().isEmpty() && !wanted.getComm().equals(ProcFs.command(pid))) {
      throw PortoFailure.invalidValue("wrong comm");
    }
    Container found = engine.containerOf(pid);
    boolean own = !found.isRoot() && found == session.client().home();
    response.getLocateProcessBuilder()
        .setName(own ? "self" : session.client().names().called(found.name()));
    return true;
  }

  private boolean attach(
      Session session, AttachProcessRequest wanted, BiConsumer<Integer, Container> move) {
    int pid = ProcFs.hostPid(wanted.getPid(), session.client().pid());
    if (pid <= 0 || ProcFs.startTicks(pid) == 0) {
      throw PortoFailure.invalidValue("invalid pid");
    }
    if (!wanted.getComm().isEmpty() && !wanted.getComm().equals(ProcFs.command(pid))) {
      throw PortoFailure.invalidValue("wrong task comm for pid");
    }
    Container from = engine.containerOf(pid);
    if (from != session.client().home()) {
      resolver.checkControl(session.client(), from);
    }
    if (pid == from.run().pid() || pid == from.run().supervisor()) {
      throw new PortoFailure(ErrorCode.BUSY, "cannot move main process");
    }
    Container into = resolver.write(session.client(), wanted.getName());
    if (!into.isBelow(from)) {
      throw PortoFailure.permission("new container must be child of current");
    }
    if (!into.state().isUp()) {
      throw PortoFailure.invalidState("new container is not running");
    }
    for (Container c = into; c != from; c = c.parent()) {
      if (engine.properties().get(c, null, "isolate").equals("true")) {
        throw PortoFailure.invalidState("new container must be not isolated from current");
      }
    }
    move.accept(pid, into);
    return true;
  }
}
