package org.puppetporto.embedded.request;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.life.Engine;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.GetSystemResponse;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** The daemon itself. */
final class SystemRequests {
  /** The version whose protocol this endpoint speaks. */
  static final String VERSION = "5.3.59";
  /** Tells this endpoint from Porto's own daemon. */
  static final String REVISION = "embedded";
  private static final int CONTAINER_LIMIT = 3000;
  private static final int CLIENT_LIMIT = 1000;
  private final Engine engine;
  private final long started = System.currentTimeMillis();

  SystemRequests(Engine engine) {
    this.engine = engine;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("version", (session, request, response) -> {
      response.getVersionBuilder().setTag(VERSION).setRevision(REVISION);
      return true;
    });
    handlers.put("GetSystem", this::figures);
    for (String docker : List.of("dockerImageStatus", "listDockerImages", "pullDockerImage",
        "removeDockerImage")) {
      handlers.put(docker, (session, request, response) -> {
        throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "Docker images are not supported");
      });
    }
  }

  /** What is counted here; everything else that Porto counts is zero. */
  private boolean figures(Session session, Request request, Response.Builder response) {
    Registry registry = engine.registry();
    long uptime = (System.currentTimeMillis() - started) / 1000;
    GetSystemResponse.Builder figures = response.getGetSystemBuilder().setPortoVersion(VERSION)
        .setPortoRevision(REVISION).setKernelVersion(System.getProperty("os.version")).setPortoUptime(uptime)
        .setMasterUptime(uptime).setPortoStarts(1).setContainerCount(registry.size())
        .setContainerLimit(CONTAINER_LIMIT).setClientMax(CLIENT_LIMIT).setVerbose(false).setDebug(false)
        .setContainerRunning(registry.all().stream().filter(c -> c.state() == State.RUNNING).count())
        .setVolumeCount(engine.volumes().count());
    for (FieldDescriptor field : GetSystemResponse.getDescriptor().getFields()) {
      if (field.isRequired() && !figures.hasField(field)) {
        figures.setField(field, 0L);
      }
    }
    return true;
  }
}
