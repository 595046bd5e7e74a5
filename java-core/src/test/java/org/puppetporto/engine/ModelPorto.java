package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;

/** A host's containers in memory, with the states and refusals of Porto that the engine meets. */
final class ModelPorto {
  /** A command that dies right after its start. */
  static final String CRASH = "crash";

  static final class Box {
    final String name;
    final SortedMap<String, String> properties = new TreeMap<>();
    final SortedMap<String, String> labels = new TreeMap<>();
    String state = "stopped";
    boolean weak;
    ModelConnection creator;
    int starts;
    /** What it has in memory and cannot give back, in bytes. */
    long usage;

    Box(String name) {
      this.name = name;
    }

    boolean dies() {
      return properties.getOrDefault("command_argv", "").startsWith(CRASH);
    }
  }

  final SortedMap<String, Box> boxes = new TreeMap<>();
  /** Every name that a changing call was made for. */
  final Set<String> touched = new HashSet<>();
  final Tripwire tripwire;
  /** Calls ("set x memory_limit") that are refused, and with what. */
  private Predicate<String> refuse = call -> false;
  private ErrorCode refusal = ErrorCode.UNKNOWN;
  /** What portod.conf says that properties read as which nobody set. */
  final Map<String, String> configured = new HashMap<>();
  boolean down;
  /** How long each wait for a container was asked to last. */
  final List<Duration> waits = new ArrayList<>();
  /** What goes wrong with the changing call of that number, counted from here. */
  Breach breach = Breach.NONE;
  int breachAt;
  private int processes;

  ModelPorto(Tripwire tripwire) {
    this.tripwire = tripwire;
  }

  ModelConnection connect() {
    return new ModelConnection(this);
  }

  void refuse(ErrorCode code, Predicate<String> calls) {
    refusal = code;
    refuse = calls;
  }

  /** How a connection breaks in the middle. */
  enum Breach { NONE, REQUEST_LOST, ANSWER_LOST, RESTART }

  private void lose(Breach how) throws PortoException {
    if (breach == how && breachAt-- == 0) {
      breach = Breach.NONE;
      if (how == Breach.RESTART) {
        // Weak containers die with their creators' connections.
        boxes.values().removeIf(box -> box.weak);
      }
      throw new PortoException(ErrorCode.SOCKET_ERROR, "the connection to portod broke");
    }
  }

  /** A changing call: it may be refused, and the engine may die before it or right after it. */
  void change(String name, String call, Runnable effect) throws PortoException {
    reach();
    tripwire.pass("before " + call);
    if (refuse.test(call)) {
      throw new PortoException(refusal, "the model refuses " + call);
    }
    lose(Breach.REQUEST_LOST);
    lose(Breach.RESTART);
    touched.add(name);
    effect.run();
    lose(Breach.ANSWER_LOST);
    tripwire.pass("after " + call);
  }

  void reach() throws PortoException {
    if (down) {
      throw new PortoException(ErrorCode.SOCKET_UNAVAILABLE, "connect: No such file or directory");
    }
  }

  Box box(String name) throws PortoException {
    Box box = boxes.get(name);
    if (box == null) {
      throw new PortoException(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found");
    }
    return box;
  }

  int nextProcess() {
    return ++processes;
  }

  /** A container that somebody else made. */
  Box foreign(String name) {
    Box box = new Box(name);
    boxes.put(name, box);
    return box;
  }

  /** All containers are forgotten, as at a reboot. */
  void reboot() {
    boxes.clear();
  }

  void drop(ModelConnection connection) {
    List<Box> all = new ArrayList<>(boxes.values());
    for (Box box : all) {
      if (box.weak && box.creator == connection) {
        boxes.remove(box.name);
      }
    }
  }

  Map<String, String> labels(String name) {
    return boxes.get(name).labels;
  }
}
