package org.puppetporto.porto;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.proto.VolumeSpec;

/** Volumes. A path "" at creation lets portod choose one. */
public interface Volumes {
  /** A property that the running portod's volumes have. */
  record Property(String name, String description) {}

  List<Property> properties() throws PortoException;

  /**
   * Creates a volume, linked to the caller's container unless {@code containers} says otherwise.
   *
   * @throws PortoException {@link ErrorCode#INVALID_PROPERTY} for a property there is none of,
   *     {@link ErrorCode#INVALID_PATH} when the path does not exist
   */
  Volume create(String path, Map<String, String> properties) throws PortoException;

  /** Creates a volume from a structured description, and answers the full one. */
  VolumeSpec create(VolumeSpec spec) throws PortoException;

  /** @throws PortoException {@link ErrorCode#VOLUME_ALREADY_LINKED} when the container holds it already */
  void link(String path, Volume.Link link) throws PortoException;

  /** Ends a container's anonymous hold of a volume; the last one ends the volume. */
  void unlink(String path, String container) throws PortoException;

  /**
   * Ends one link of a volume.
   *
   * @param target where it is mounted in the container; {@code "***"} for every link of the container
   * @param strict fail when it is in use, instead of unmounting it lazily
   */
  void unlink(String path, String container, String target, boolean strict) throws PortoException;

  /**
   * Volumes by path.
   *
   * @param path a path or wildcard; empty for all
   * @param container only those that this one holds
   * @throws PortoException {@link ErrorCode#VOLUME_NOT_FOUND} for a path without a volume
   */
  List<Volume> list(Optional<String> path, Optional<String> container) throws PortoException;

  /**
   * Volumes as structured descriptions.
   *
   * @param container paths are meant as seen from it; "" for the caller's
   * @param paths none for all
   */
  List<VolumeSpec> get(String container, Collection<String> paths) throws PortoException;

  /** Changes limits and guarantees of a volume. */
  void tune(String path, Map<String, String> properties) throws PortoException;

  /** Checks a volume's quota; returns portod's remark, "" for none. */
  String check(String path) throws PortoException;
}
