package org.puppetporto.porto;

import java.util.List;

/** Storages of one place: what persistent volumes keep. Tarball paths are portod's. */
public interface Storages {
  /** The storages of another place than portod's default one. */
  Storages at(String place);

  void importTarball(String storage, String tarball, ImportOptions options) throws PortoException;

  void export(String storage, String tarball) throws PortoException;

  /** @param mask a name or wildcard */
  List<Stored> list(String mask) throws PortoException;

  void remove(String storage) throws PortoException;
}
