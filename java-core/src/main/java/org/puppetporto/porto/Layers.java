package org.puppetporto.porto;

import java.util.List;

/** Layers of one place: read-only trees that volumes are stacked from. Tarball paths are portod's. */
public interface Layers {
  /** The layers of another place than portod's default one. */
  Layers at(String place);

  /** @throws PortoException {@link ErrorCode#LAYER_ALREADY_EXISTS} when there is one of that name */
  void importTarball(String layer, String tarball, ImportOptions options) throws PortoException;

  /** Unpacks a tarball over the layer, which is created when there is none. */
  void mergeTarball(String layer, String tarball, ImportOptions options) throws PortoException;

  /** Packs what a volume holds beyond its layers. */
  void exportVolume(String volume, String tarball) throws PortoException;

  void exportLayer(String layer, String tarball) throws PortoException;

  /** @param mask a name or wildcard */
  List<Stored> list(String mask) throws PortoException;

  /**
   * Removes a layer.
   *
   * @throws PortoException {@link ErrorCode#LAYER_NOT_FOUND} when there is none,
   *     {@link ErrorCode#BUSY} when a volume uses it
   */
  void remove(String layer) throws PortoException;

  String privateValue(String layer) throws PortoException;

  void setPrivateValue(String layer, String value) throws PortoException;
}
