package org.puppetporto.engine;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.porto.ContainerState;

/**
 * A container as one batch answer showed it.
 *
 * @param name the container's name
 * @param state its state
 * @param labels its labels
 * @param values what portod read back, by property; properties it had no value for are left out
 */
public record ContainerView(
    String name, ContainerState state, SortedMap<String, String> labels, Map<String, String> values) {

  public ContainerView {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    values = values instanceof Readings ? values : Map.copyOf(values);
  }

  /** Whether it carries our label for its own name; nothing else is ever touched. */
  public boolean ours() {
    return name.equals(labels.get(Labels.DAEMON));
  }

  /** The revision it was configured to; "" when it carries none. */
  public String revision() {
    return labels.getOrDefault(Labels.REVISION, "");
  }

  public Optional<String> value(String property) {
    return Optional.ofNullable(values.get(property));
  }

  boolean weak() {
    return "true".equals(values.get("weak"));
  }

  /** Whether a process of the daemon may be at work, so that touching it would disrupt something. */
  public boolean alive() {
    switch (state) {
      case RUNNING:
      case STARTING:
      case RESPAWNING:
      case PAUSED:
      case META:
        return true;
      default:
        return false;
    }
  }
}
