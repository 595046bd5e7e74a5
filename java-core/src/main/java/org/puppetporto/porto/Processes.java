package org.puppetporto.porto;

/** Processes and paths across containers. */
public interface Processes {
  /**
   * The container that a process of the caller's pid namespace is in.
   *
   * @param comm the name the process must have; "" for any
   */
  String locate(int pid, String comm) throws PortoException;

  /** Moves a process into a container. @param comm the name it must have; "" for any */
  void attach(String container, int pid, String comm) throws PortoException;

  /** Moves one thread into a container that its process is an ancestor of. */
  void attachThread(String container, int tid, String comm) throws PortoException;

  /** What a path in one container is in another; "self" is the caller's. */
  String convertPath(String path, String from, String to) throws PortoException;
}
