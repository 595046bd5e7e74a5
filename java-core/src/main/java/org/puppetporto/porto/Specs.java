package org.puppetporto.porto;

import java.util.Collection;
import java.util.List;
import org.puppetporto.porto.proto.Container;
import org.puppetporto.porto.proto.ContainerSpec;
import org.puppetporto.porto.proto.ListContainersRequest;
import org.puppetporto.porto.proto.VolumeSpec;

/**
 * Containers by structured descriptions. What a dump reads back is not what was set: {@code env} and
 * {@code ulimit} are the effective ones, {@code umask} is octal digits as a decimal number; for comparing,
 * {@link Containers#get} is right. Fields that a portod does not know are ignored by it in silence.
 */
public interface Specs {
  /**
   * Creates a container with its volumes, and starts it if asked; all of it or nothing.
   *
   * @throws PortoException portod's reason; no container is left behind then
   */
  void create(ContainerSpec container, List<VolumeSpec> volumes, boolean start) throws PortoException;

  /**
   * Sets the properties that the description holds. Any static one is refused on a container that is not
   * stopped, changed or not: send only what differs. Maps replace unless their {@code merge} is set.
   */
  void update(ContainerSpec container) throws PortoException;

  /**
   * Descriptions and states of containers in one request.
   *
   * @param names names and wildcards; what is not there comes back with an error of its own
   * @param properties the fields to fill; none for all, which costs some 3 KiB a container
   */
  List<Container> list(Collection<String> names, Collection<String> properties) throws PortoException;

  /** As above, with filters by label and time of change, and ranges of stdout and stderr. */
  List<Container> list(ListContainersRequest query) throws PortoException;
}
