package org.puppetporto.porto;

import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.proto.ExportLayerRequest;
import org.puppetporto.porto.proto.GetLayerPrivateRequest;
import org.puppetporto.porto.proto.ImportLayerRequest;
import org.puppetporto.porto.proto.LayerListResponse;
import org.puppetporto.porto.proto.ListPlaceRequest;
import org.puppetporto.porto.proto.RemoveLayerRequest;
import org.puppetporto.porto.proto.SetLayerPrivateRequest;
import org.puppetporto.porto.proto.Value;

final class LayerCalls implements Layers {
  private final Link link;
  private final Optional<String> place;

  LayerCalls(Link link, Optional<String> place) {
    this.link = link;
    this.place = place;
  }

  @Override
  public Layers at(String other) {
    return new LayerCalls(link, Optional.of(other));
  }

  @Override
  public void importTarball(String layer, String tarball, ImportOptions options) throws PortoException {
    unpack(layer, tarball, options, false);
  }

  @Override
  public void mergeTarball(String layer, String tarball, ImportOptions options) throws PortoException {
    unpack(layer, tarball, options, true);
  }

  private void unpack(String layer, String tarball, ImportOptions options, boolean merge)
      throws PortoException {
    ImportLayerRequest.Builder asked = ImportLayerRequest.newBuilder()
        .setLayer(layer).setTarball(tarball).setMerge(merge);
    place.ifPresent(asked::setPlace);
    options.privateValue().ifPresent(asked::setPrivateValue);
    options.compression().ifPresent(asked::setCompress);
    link.call(Request.bulk(Method.IMPORT_LAYER, "import layer " + layer + " from " + tarball, asked.build()));
  }

  @Override
  public void exportVolume(String volume, String tarball) throws PortoException {
    link.call(Request.bulk(Method.EXPORT_LAYER, "export volume " + volume + " to " + tarball,
        ExportLayerRequest.newBuilder().setVolume(volume).setTarball(tarball).build()));
  }

  @Override
  public void exportLayer(String layer, String tarball) throws PortoException {
    ExportLayerRequest.Builder asked = ExportLayerRequest.newBuilder()
        .setVolume("").setLayer(layer).setTarball(tarball);
    place.ifPresent(asked::setPlace);
    link.call(Request.bulk(Method.EXPORT_LAYER, "export layer " + layer + " to " + tarball, asked.build()));
  }

  @Override
  public List<Stored> list(String mask) throws PortoException {
    ListPlaceRequest.Builder asked = ListPlaceRequest.newBuilder().setMask(mask);
    place.ifPresent(asked::setPlace);
    return link.call(Request.read(Method.LIST_LAYERS, "list of layers", asked.build(),
        LayerListResponse.getDefaultInstance())).getLayersList().stream().map(Stored::of).toList();
  }

  @Override
  public void remove(String layer) throws PortoException {
    RemoveLayerRequest.Builder asked = RemoveLayerRequest.newBuilder().setLayer(layer);
    place.ifPresent(asked::setPlace);
    link.call(Request.bulk(Method.REMOVE_LAYER, "remove layer " + layer, asked.build()));
  }

  @Override
  public String privateValue(String layer) throws PortoException {
    GetLayerPrivateRequest.Builder asked = GetLayerPrivateRequest.newBuilder().setLayer(layer);
    place.ifPresent(asked::setPlace);
    return link.call(Request.read(Method.GET_LAYER_PRIVATE, "get private value of layer " + layer,
        asked.build(), Value.getDefaultInstance())).getValue();
  }

  @Override
  public void setPrivateValue(String layer, String value) throws PortoException {
    SetLayerPrivateRequest.Builder asked = SetLayerPrivateRequest.newBuilder()
        .setLayer(layer).setPrivateValue(value);
    place.ifPresent(asked::setPlace);
    link.call(Request.change(Method.SET_LAYER_PRIVATE, "set private value of layer " + layer, asked.build()));
  }
}
