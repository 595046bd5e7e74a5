package org.puppetporto.porto;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A command run beside a container's own one: in a weak child of it that shares its namespaces and has its
 * user, group, working directory and environment, secret variables included. The child carries no label of
 * ours, so nobody takes it for a daemon, and it is destroyed in every case: at the end by us, and by portod
 * when we die before. What is left in spite of that is taken away by the next command in the same container.
 *
 * @param argv the command, found by the container's own {@code PATH}
 * @param deadline when it is killed; at most 49 days
 * @param properties more properties of the child by Porto's name, in Porto's string form, such as
 *     {@code stdout_path}; they go before what it would inherit
 */
public record ChildCommand(List<String> argv, Duration deadline, SortedMap<String, String> properties) {
  private static final String PREFIX = "exec-";
  private static final List<String> INHERITED = List.of("user", "group", "cwd");
  /** How long after its deadline a child is surely nobody's any more. */
  private static final Duration SURELY_LEFT = Duration.ofMinutes(5);
  private static final AtomicLong NUMBER = new AtomicLong();

  public ChildCommand {
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("there is no command");
    }
    argv = List.copyOf(argv);
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** A command whose output is kept in 64 KiB for each stream, the newest of it. */
  public ChildCommand(List<String> argv, Duration deadline) {
    this(argv, deadline, new TreeMap<>(Map.of("stdout_limit", "65536")));
  }

  /** This command with one more property of its container. */
  public ChildCommand with(String property, String value) {
    SortedMap<String, String> more = new TreeMap<>(properties);
    more.put(property, value);
    return new ChildCommand(argv, deadline, more);
  }

  /**
   * Runs it to its end or its deadline. Uses the connection all that time.
   *
   * @param container the container to run it in; must be running, since starting a child would start it
   * @throws PortoException {@link ErrorCode#INVALID_STATE} when the container does not run,
   *     {@link ErrorCode#INVALID_COMMAND} when there is no such command in it
   */
  public ChildResult run(Containers porto, String container) throws PortoException {
    Map<String, PropertyResult> parent = running(porto, container);
    sweep(porto, container);
    String child = container + "/" + PREFIX + Instant.now().plus(deadline).getEpochSecond() + "-"
        + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    porto.createWeak(child);
    try {
      prepare(porto, child, parent);
      porto.start(child);
      Optional<ContainerState> end = porto.await(child, deadline);
      return ChildResult.of(porto.get(List.of(child), ChildResult.ASKED, false).getOrDefault(child, Map.of()),
          end.isEmpty());
    } finally {
      destroy(porto, child);
    }
  }

  private static Map<String, PropertyResult> running(Containers porto, String container)
      throws PortoException {
    List<String> asked = List.of("state", "user", "group", "cwd");
    Map<String, PropertyResult> answer =
        porto.get(List.of(container), asked, false).getOrDefault(container, Map.of());
    PropertyResult state = answer.get("state");
    if (state == null || !state.ok()) {
      throw new PortoException(state == null ? ErrorCode.CONTAINER_DOES_NOT_EXIST : state.error(),
          state == null ? "container " + container + " not found" : state.message());
    }
    ContainerState now = ContainerState.of(state.value());
    if (now != ContainerState.RUNNING && now != ContainerState.META) {
      throw new PortoException(ErrorCode.INVALID_STATE, "container " + container + " is " + now.word()
          + ": a command runs only in a running one");
    }
    return answer;
  }

  private void prepare(Containers porto, String child, Map<String, PropertyResult> parent)
      throws PortoException {
    porto.set(child, "isolate", "false");
    for (String property : INHERITED) {
      PropertyResult value = parent.get(property);
      if (!properties.containsKey(property) && value != null && value.ok()) {
        porto.set(child, property, value.value());
      }
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      porto.set(child, property.getKey(), property.getValue());
    }
    porto.setCommandArgv(child, argv);
  }

  /** Takes away what a killed process of ours has left; a weak child goes by itself if portod saw its end. */
  private static void sweep(Containers porto, String container) throws PortoException {
    for (String child : porto.list(container + "/" + PREFIX + "*")) {
      if (left(child.substring(container.length() + 1 + PREFIX.length()))) {
        destroy(porto, child);
      }
    }
  }

  private static boolean left(String name) {
    int end = name.indexOf('-');
    try {
      return end > 0 && Instant.ofEpochSecond(Long.parseLong(name.substring(0, end))).plus(SURELY_LEFT)
          .isBefore(Instant.now());
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return false;
    }
  }

  private static void destroy(Containers porto, String child) throws PortoException {
    try {
      porto.destroy(child);
    } catch (PortoException e) {
      // It went with its container, or goes with this connection.
      if (e.code() != ErrorCode.CONTAINER_DOES_NOT_EXIST && !e.unreachable()) {
        throw e;
      }
    }
  }
}
