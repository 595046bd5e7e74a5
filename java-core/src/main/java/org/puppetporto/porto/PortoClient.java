package org.puppetporto.porto;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.puppetporto.porto.transport.Peer;

/**
 * Everything one can ask of a portod. One connection, dialled at the first call and again after portod
 * went away; calls of several threads take turns. A container created weak dies with that connection.
 */
public interface PortoClient extends Containers {
  /** Starts a dead container again, as portod would with {@code respawn} on. */
  void respawn(String name) throws PortoException;

  /** A property that need not be text, such as {@code stdout[OFFSET:LENGTH]}. */
  byte[] getBytes(String name, String property) throws PortoException;

  /**
   * Waits until one of the containers is stopped, dead, respawning or a meta container without running
   * children; survives a restart of portod.
   *
   * @param names names and wildcards
   * @return what came first; empty when the timeout did
   * @throws PortoException {@link ErrorCode#CONTAINER_DOES_NOT_EXIST} for a literal name that is not there
   */
  Optional<StateChange> awaitAny(Collection<String> names, Duration timeout) throws PortoException;

  /**
   * Begins to watch containers, on a connection and in a thread of its own. Present states are told first.
   * When portod goes away, the listener is told, and the watch begins anew as soon as it is back.
   *
   * @throws PortoException when the watch cannot begin
   */
  Subscription watch(Watch watch, WatchListener listener) throws PortoException;

  Labels labels();

  Specs specs();

  Volumes volumes();

  Layers layers();

  Storages storages();

  Processes processes();

  /** What the running portod says of itself. */
  SystemInfo system() throws PortoException;

  /** Who listens on the socket; empty with the JDK's transport, which cannot tell. */
  Optional<Peer> peer() throws PortoException;
}
