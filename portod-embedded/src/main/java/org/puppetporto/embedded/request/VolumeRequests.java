package org.puppetporto.embedded.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.proto.GetVolumeRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.proto.VolumeLinkRequest;
import org.puppetporto.embedded.proto.VolumeListRequest;
import org.puppetporto.embedded.proto.VolumeProperty;
import org.puppetporto.embedded.proto.VolumeUnlinkRequest;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;
import org.puppetporto.embedded.volume.Link;
import org.puppetporto.embedded.volume.Volumes;

/** Volumes: make, link, unlink, list, change. */
final class VolumeRequests {
  private static final String ALL = "***";
  private static final String SELF = "self";
  private final Volumes volumes;
  private final Resolver resolver;

  VolumeRequests(Volumes volumes, Resolver resolver) {
    this.volumes = volumes;
    this.resolver = resolver;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("listVolumeProperties", (session, request, response) -> {
      Volumes.properties().forEach((name, description) ->
          response.getVolumePropertyListBuilder().addPropertiesBuilder().setName(name).setDesc(description));
      return true;
    });
    handlers.put("createVolume", (session, request, response) -> {
      var wanted = request.getCreateVolume();
      response.setVolumeDescription(
          volumes.create(session.client(), wanted.getPath(), map(wanted.getPropertiesList()),
              name -> container(session.client(), name)));
      return true;
    });
    handlers.put("NewVolume", (session, request, response) -> {
      response.getNewVolumeBuilder().setVolume(volumes.create(session.client(),
          request.getNewVolume().getVolume(), name -> container(session.client(), name)));
      return true;
    });
    handlers.put("linkVolume", (session, request, response) -> link(session, request.getLinkVolume()));
    handlers.put("LinkVolumeTarget", (session, request, response) ->
        link(session, request.getLinkVolumeTarget()));
    handlers.put("unlinkVolume", (session, request, response) -> unlink(session, request.getUnlinkVolume()));
    handlers.put("UnlinkVolumeTarget",
        (session, request, response) -> unlink(session, request.getUnlinkVolumeTarget()));
    handlers.put("listVolumes", this::list);
    handlers.put("GetVolume", this::get);
    handlers.put("tuneVolume", (session, request, response) -> {
      var wanted = request.getTuneVolume();
      volumes.tune(session.client(), wanted.getPath(), map(wanted.getPropertiesList()));
      return true;
    });
    handlers.put("checkVolume", (session, request, response) -> {
      volumes.check(session.client(), request.getCheckVolume().getPath());
      response.getCheckVolumeBuilder();
      return true;
    });
  }

  private boolean link(Session session, VolumeLinkRequest wanted) {
    String container = container(session.client(), wanted.getContainer());
    volumes.link(session.client(), wanted.getPath(),
        new Link(container, wanted.getTarget(), wanted.getReadOnly(), wanted.getRequired()));
    return true;
  }

  private boolean unlink(Session session, VolumeUnlinkRequest wanted) {
    if (wanted.getContainer().equals(ALL)) {
      volumes.destroy(session.client(), wanted.getPath());
      return true;
    }
    volumes.unlink(session.client(), wanted.getPath(), container(session.client(), wanted.getContainer()),
        wanted.hasTarget() ? wanted.getTarget() : ALL, wanted.getStrict());
    return true;
  }

  /** The container's name; the client's own when none is given. */
  private String container(Client client, String given) {
    return resolver.linkable(client, given.isEmpty() ? SELF : given);
  }

  private boolean list(Session session, Request request, Response.Builder response) {
    VolumeListRequest wanted = request.getListVolumes();
    Client client = session.client();
    String container = wanted.hasContainer() ? resolver.read(client, wanted.getContainer()).name()
        : client.home().name();
    response.getVolumeListBuilder().addAllVolumes(
        volumes.list(client, container, wanted.getPath(), wanted.getChangedSince()));
    return true;
  }

  private boolean get(Session session, Request request, Response.Builder response) {
    GetVolumeRequest wanted = request.getGetVolume();
    Client client = session.client();
    String container = wanted.hasContainer() ? resolver.read(client, wanted.getContainer()).name()
        : client.home().name();
    response.getGetVolumeBuilder().addAllVolume(
        volumes.get(client, container, wanted.getPathList(), wanted.getChangedSince()));
    return true;
  }

  private static Map<String, String> map(List<VolumeProperty> properties) {
    Map<String, String> map = new LinkedHashMap<>();
    properties.forEach(property -> map.put(property.getName(), property.getValue()));
    return map;
  }
}
