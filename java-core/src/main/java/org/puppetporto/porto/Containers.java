package org.puppetporto.porto;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Porto's container calls, as the engine uses them. One connection, one request at a time; every call
 * has a deadline. Reads are resent once on a fresh connection when portod went away; calls that
 * change anything are never resent after they were written.
 */
public interface Containers extends AutoCloseable {
  /** Names of containers, by wildcard; {@code "***"} is all of them. */
  List<String> list(String mask) throws PortoException;

  /**
   * Many properties of many containers in one request. Missing literal names come back with
   * {@link ErrorCode#CONTAINER_DOES_NOT_EXIST} per property; wildcards that match nothing not at all.
   *
   * @param names names and wildcards
   * @param onlySet leave out what was never explicitly set: such come back as {@link ErrorCode#NO_VALUE}
   */
  Map<String, Map<String, PropertyResult>> get(
      Collection<String> names, Collection<String> properties, boolean onlySet) throws PortoException;

  String get(String name, String property) throws PortoException;

  void create(String name) throws PortoException;

  /** Creates a container that dies with this connection until its {@code weak} is cleared. */
  void createWeak(String name) throws PortoException;

  void set(String name, String property, String value) throws PortoException;

  /** Sets the command as an exact list; the string form loses empty and padded arguments. */
  void setCommandArgv(String name, List<String> argv) throws PortoException;

  /** Sets the environment exactly; an empty value means that the variable is unset. */
  void setEnv(String name, Map<String, Optional<String>> env) throws PortoException;

  /** Sets the secret environment exactly; portod never reads it back in the clear. */
  void setEnvSecret(String name, Map<String, String> env) throws PortoException;

  void start(String name) throws PortoException;

  /** Stops: TERM (or what the virt_mode wants), then KILL after {@code timeout}; zero kills at once. */
  void stop(String name, Duration timeout) throws PortoException;

  void kill(String name, int signal) throws PortoException;

  void pause(String name) throws PortoException;

  void resume(String name) throws PortoException;

  void destroy(String name) throws PortoException;

  /** Waits until the container is stopped, dead or respawning; empty when the timeout came first. */
  Optional<ContainerState> await(String name, Duration timeout) throws PortoException;

  /**
   * Sets a label when its value is still the expected one.
   *
   * @param expected the value it must have now; empty for no check
   * @throws PortoException {@link ErrorCode#BUSY} when it has another value
   */
  void setLabel(String name, String label, String value, Optional<String> expected) throws PortoException;

  /** What the running portod can do: properties it knows and the host's kernel supports. */
  List<PropertyInfo> properties() throws PortoException;

  String version() throws PortoException;

  @Override
  void close();
}
