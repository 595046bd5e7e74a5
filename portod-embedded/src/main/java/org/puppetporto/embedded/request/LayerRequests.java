package org.puppetporto.embedded.request;

import java.util.Map;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.proto.LayerExportRequest;
import org.puppetporto.embedded.proto.LayerImportRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.proto.StorageImportRequest;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;
import org.puppetporto.embedded.volume.Storages;
import org.puppetporto.embedded.volume.Volumes;

/** Layers and storages: bring in, hand out, list, remove. */
final class LayerRequests {
  private final Volumes volumes;
  private final Storages storages;
  private final Accounts accounts;

  LayerRequests(Volumes volumes, Accounts accounts) {
    this.volumes = volumes;
    this.storages = volumes.storages();
    this.accounts = accounts;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("importLayer", this::importLayer);
    handlers.put("exportLayer", this::exportLayer);
    handlers.put("removeLayer", (session, request, response) -> {
      volumes.removeLayer(request.getRemoveLayer().getPlace(), request.getRemoveLayer().getLayer());
      return true;
    });
    handlers.put("listLayers", this::listLayers);
    handlers.put("getlayerprivate", (session, request, response) -> {
      var wanted = request.getGetlayerprivate();
      response.getLayerPrivateBuilder().setPrivateValue(storages.layerPrivate(wanted.getPlace(),
          wanted.getLayer()));
      return true;
    });
    handlers.put("setlayerprivate", (session, request, response) -> {
      var wanted = request.getSetlayerprivate();
      storages.setLayerPrivate(wanted.getPlace(), wanted.getLayer(), wanted.getPrivateValue());
      return true;
    });
    handlers.put("importStorage", this::importStorage);
    handlers.put("exportStorage", (session, request, response) -> {
      var wanted = request.getExportStorage();
      storages.exportStorage(wanted.getPlace(), wanted.getName(), tarball(session, wanted.getTarball()),
          wanted.getCompress());
      return true;
    });
    handlers.put("removeStorage", (session, request, response) -> {
      volumes.removeStorage(request.getRemoveStorage().getPlace(), request.getRemoveStorage().getName());
      return true;
    });
    handlers.put("listStorage", this::listStorages);
    handlers.put("CleanupPlace", (session, request, response) -> {
      session.client().checkWriter();
      volumes.sweep(request.getCleanupPlace().getPlace());
      return true;
    });
  }

  private boolean importLayer(Session session, Request request, Response.Builder response) {
    LayerImportRequest wanted = request.getImportLayer();
    storages.importLayer(wanted.getPlace(), wanted.getLayer(), tarball(session, wanted.getTarball()),
        wanted.getCompress(), wanted.getMerge(), wanted.hasPrivateValue() ? wanted.getPrivateValue() : null);
    return true;
  }

  private boolean exportLayer(Session session, Request request, Response.Builder response) {
    LayerExportRequest wanted = request.getExportLayer();
    if (wanted.hasLayer()) {
      storages.exportLayer(wanted.getPlace(), wanted.getLayer(), tarball(session, wanted.getTarball()),
          wanted.getCompress());
    } else {
      volumes.export(session.client(), wanted.getVolume(), tarball(session, wanted.getTarball()),
          wanted.getCompress());
    }
    return true;
  }

  private String tarball(Session session, String path) {
    return volumes.onHost(session.client(), path);
  }

  private boolean listLayers(Session session, Request request, Response.Builder response) {
    var list = response.getLayersBuilder();
    for (var layer : storages.layers(request.getListLayers().getPlace(), request.getListLayers().getMask())) {
      list.addLayer(layer.name());
      list.addLayersBuilder().setName(layer.name()).setOwnerUser(accounts.userName(layer.uid()))
          .setOwnerGroup(accounts.groupName(layer.gid())).setLastUsage(0)
          .setPrivateValue(layer.privateValue());
    }
    return true;
  }

  private boolean importStorage(Session session, Request request, Response.Builder response) {
    StorageImportRequest wanted = request.getImportStorage();
    storages.importStorage(wanted.getPlace(), wanted.getName(), tarball(session, wanted.getTarball()),
        wanted.getCompress(), wanted.hasPrivateValue() ? wanted.getPrivateValue() : null);
    return true;
  }

  private boolean listStorages(Session session, Request request, Response.Builder response) {
    var list = response.getStorageListBuilder();
    for (var storage : storages.storages(request.getListStorage().getPlace(),
        request.getListStorage().getMask())) {
      list.addStoragesBuilder().setName(storage.name()).setOwnerUser(accounts.userName(storage.uid()))
          .setOwnerGroup(accounts.groupName(storage.gid())).setLastUsage(0)
          .setPrivateValue(storage.privateValue());
    }
    return true;
  }
}
