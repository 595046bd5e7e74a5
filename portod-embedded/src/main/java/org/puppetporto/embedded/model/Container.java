package org.puppetporto.embedded.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.embedded.form.Utf8Order;

/**
 * One container: what was set, and what became of it. Settings are kept in their canonical forms.
 *
 * <p>Guarded by its own monitor, except for what is final or volatile.
 */
public final class Container {
  public static final String ROOT_NAME = "/";
  private final int id;
  private final String name;
  private final Container parent;
  private final long creationTime;
  private final Map<String, String> settings = new HashMap<>();
  private final Set<String> explicit = new HashSet<>();
  private final SortedMap<String, String> labels = new TreeMap<>(Utf8Order.INSTANCE);
  private List<String> argv = List.of();
  private Owner owner = Owner.ROOT;
  private Owner task = Owner.ROOT;
  private volatile State state = State.STOPPED;
  private volatile Run run = Run.NONE;
  private volatile long changeTime;
  private String startError = "";
  private long respawnCount;

  public Container(int id, String name, Container parent, long creationTime) {
    this.id = id;
    this.name = name;
    this.parent = parent;
    this.creationTime = creationTime;
    this.changeTime = creationTime;
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The parent; null for the root container. */
  public Container parent() {
    return parent;
  }

  public boolean isRoot() {
    return parent == null;
  }

  public int level() {
    return parent == null ? 0 : parent.level() + 1;
  }

  /** Seconds since the epoch. */
  public long creationTime() {
    return creationTime;
  }

  public State state() {
    return state;
  }

  public void state(State next) {
    state = next;
    touch();
  }

  public Run run() {
    return run;
  }

  public void run(Run next) {
    run = next;
  }

  /** Seconds since the epoch. */
  public long changeTime() {
    return changeTime;
  }

  public void touch() {
    changeTime = System.currentTimeMillis() / 1000;
  }

  public void restoreChangeTime(long seconds) {
    changeTime = seconds;
  }

  /** The setting's canonical text; null when it was never given one. */
  public synchronized String setting(String property) {
    return settings.get(property);
  }

  public synchronized void setting(String property, String canonical) {
    settings.put(property, canonical);
  }

  public synchronized void clearSetting(String property) {
    settings.remove(property);
    explicit.remove(property);
  }

  public synchronized boolean isExplicit(String property) {
    return explicit.contains(property);
  }

  public synchronized void markExplicit(String property, boolean set) {
    if (set) {
      explicit.add(property);
    } else {
      explicit.remove(property);
    }
  }

  public synchronized Map<String, String> settings() {
    return new TreeMap<>(settings);
  }

  public synchronized Set<String> explicitProperties() {
    return Set.copyOf(explicit);
  }

  public synchronized List<String> argv() {
    return argv;
  }

  public synchronized void argv(List<String> words) {
    argv = List.copyOf(words);
  }

  public synchronized Owner owner() {
    return owner;
  }

  public synchronized void owner(Owner newOwner) {
    owner = newOwner;
  }

  public synchronized Owner task() {
    return task;
  }

  public synchronized void task(Owner newTask) {
    task = newTask;
  }

  public synchronized String startError() {
    return startError;
  }

  public synchronized void startError(String text) {
    startError = text;
  }

  public synchronized long respawnCount() {
    return respawnCount;
  }

  public synchronized void respawnCount(long count) {
    respawnCount = count;
  }

  public synchronized SortedMap<String, String> labels() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public synchronized String label(String label) {
    return labels.get(label);
  }

  /** Sets a label; an empty value removes it. */
  public synchronized void label(String label, String value) {
    if (value.isEmpty()) {
      labels.remove(label);
    } else {
      labels.put(label, value);
    }
    explicit.add("labels");
    touch();
  }

  /** This container's ancestors, nearest first, the root container last. */
  public List<Container> ancestors() {
    List<Container> ancestors = new ArrayList<>();
    for (Container c = parent; c != null; c = c.parent) {
      ancestors.add(c);
    }
    return ancestors;
  }

  public boolean isBelow(Container other) {
    return ancestors().contains(other);
  }

  /** Whether it has neither a command nor an argv. */
  public synchronized boolean isMeta() {
    String command = settings.get("command");
    return argv.isEmpty() && (command == null || command.isEmpty());
  }

  /** Whether it is up and has a process that may end; a meta container need not have one. */
  public boolean hasProcess() {
    return (state.isUp() || state == State.PAUSED) && run.supervisor() != 0;
  }

  public boolean flag(String property) {
    return "true".equals(setting(property));
  }

  @Override
  public String toString() {
    return name;
  }
}
