package org.puppetporto.porto;

import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.proto.ExportStorageRequest;
import org.puppetporto.porto.proto.ImportStorageRequest;
import org.puppetporto.porto.proto.ListPlaceRequest;
import org.puppetporto.porto.proto.RemoveStorageRequest;
import org.puppetporto.porto.proto.StorageListResponse;

final class StorageCalls implements Storages {
  private final Link link;
  private final Optional<String> place;

  StorageCalls(Link link, Optional<String> place) {
    this.link = link;
    this.place = place;
  }

  @Override
  public Storages at(String other) {
    return new StorageCalls(link, Optional.of(other));
  }

  @Override
  public void importTarball(String storage, String tarball, ImportOptions options) throws PortoException {
    ImportStorageRequest.Builder asked = ImportStorageRequest.newBuilder()
        .setName(storage).setTarball(tarball);
    place.ifPresent(asked::setPlace);
    options.privateValue().ifPresent(asked::setPrivateValue);
    options.compression().ifPresent(asked::setCompress);
    link.call(Request.bulk(
        Method.IMPORT_STORAGE, "import storage " + storage + " from " + tarball, asked.build()));
  }

  @Override
  public void export(String storage, String tarball) throws PortoException {
    ExportStorageRequest.Builder asked = ExportStorageRequest.newBuilder()
        .setName(storage).setTarball(tarball);
    place.ifPresent(asked::setPlace);
    link.call(Request.bulk(
        Method.EXPORT_STORAGE, "export storage " + storage + " to " + tarball, asked.build()));
  }

  @Override
  public List<Stored> list(String mask) throws PortoException {
    ListPlaceRequest.Builder asked = ListPlaceRequest.newBuilder().setMask(mask);
    place.ifPresent(asked::setPlace);
    return link.call(Request.read(Method.LIST_STORAGES, "list of storages", asked.build(),
        StorageListResponse.getDefaultInstance())).getStoragesList().stream().map(Stored::of).toList();
  }

  @Override
  public void remove(String storage) throws PortoException {
    RemoveStorageRequest.Builder asked = RemoveStorageRequest.newBuilder().setName(storage);
    place.ifPresent(asked::setPlace);
    link.call(Request.bulk(Method.REMOVE_STORAGE, "remove storage " + storage, asked.build()));
  }
}
