package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;

/** One connection to the model; weak containers die with it. */
final class ModelConnection implements Containers {
  private static final Set<String> DYNAMIC =
      Set.of("memory_limit", "cpu_limit", "respawn", "private", "labels", "weak", "aging_time", "respawn_delay");
  private static final Set<String> STATIC = Set.of("command_argv", "env", "env_secret", "cwd", "user", "group",
      "virt_mode", "isolate", "net", "controllers", "umask", "stdout_path");
  private static final Map<String, String> DEFAULTS = Map.of("respawn", "false", "private", "", "cpu_limit", "0c",
      "memory_limit", "8589934592", "cwd", "/place/porto", "umask", "022", "isolate", "true", "aging_time", "86400", "respawn_delay", "1000000000ns");

  private final ModelPorto porto;

  ModelConnection(ModelPorto porto) {
    this.porto = porto;
  }

  @Override
  public List<String> list(String mask) throws PortoException {
    porto.reach();
    return new ArrayList<>(porto.boxes.keySet());
  }

  @Override
  public Map<String, Map<String, PropertyResult>> get(
      Collection<String> names, Collection<String> properties, boolean onlySet) throws PortoException {
    porto.reach();
    Map<String, Map<String, PropertyResult>> answer = new LinkedHashMap<>();
    for (String name : existing(names)) {
      Map<String, PropertyResult> results = new LinkedHashMap<>();
      for (String property : properties) {
        try {
          if (onlySet && !porto.box(name).properties.containsKey(property)) {
            throw new PortoException(ErrorCode.NO_VALUE, "Property not set");
          }
          results.put(property, new PropertyResult(get(name, property), ErrorCode.SUCCESS, ""));
        } catch (PortoException e) {
          results.put(property, new PropertyResult("", e.code(), e.portoMessage()));
        }
      }
      answer.put(name, results);
    }
    return answer;
  }

  /** Masks stand for all boxes; what is asked by name is answered even when it is not there. */
  private Set<String> existing(Collection<String> names) {
    Set<String> asked = new LinkedHashSet<>(names);
    if (asked.removeIf(name -> name.contains("*"))) {
      asked.addAll(porto.boxes.keySet());
    }
    return asked;
  }

  @Override
  public String get(String name, String property) throws PortoException {
    porto.reach();
    Box box = name.equals("/") ? new Box("/") : porto.box(name);
    boolean runs = box.state.equals("running");
    switch (property) {
      case "state":
        return box.state;
      case "weak":
        return String.valueOf(box.weak);
      case "labels":
        StringBuilder labels = new StringBuilder();
        box.labels.forEach((key, value) -> labels.append(labels.length() > 0 ? "; " : "").append(key + ": " + value));
        return labels.toString();
      case "root_pid":
      case "start_time":
        return only(runs, property, String.valueOf(box.starts));
      case "anon_usage":
        return String.valueOf(box.usage);
      case "time":
        return runs ? "1000" : "0";
      case "exit_code":
        return only(box.state.equals("dead"), property, "3");
      case "stderr":
        return only(!box.state.equals("stopped"), property, box.dies() ? "boom\n" : "");
      case "env_secret":
        return box.properties.getOrDefault(property, "");
      default:
        if (!DYNAMIC.contains(property) && !STATIC.contains(property)) {
          throw new PortoException(ErrorCode.INVALID_PROPERTY, "Unknown container property: " + property);
        }
        String unset = porto.configured.getOrDefault(property, DEFAULTS.getOrDefault(property, ""));
        return box.properties.getOrDefault(property, unset);
    }
  }

  private static String only(boolean available, String property, String value) throws PortoException {
    if (!available) {
      throw new PortoException(ErrorCode.INVALID_STATE, property + " is not available");
    }
    return value;
  }

  @Override
  public void create(String name) throws PortoException {
    throw new UnsupportedOperationException("the engine creates weak containers only");
  }

  @Override
  public void createWeak(String name) throws PortoException {
    porto.reach();
    if (porto.boxes.containsKey(name)) {
      throw new PortoException(ErrorCode.CONTAINER_ALREADY_EXISTS, "container " + name + " already exists");
    }
    porto.change(name, "create " + name, () -> {
      Box box = new Box(name);
      box.weak = true;
      box.creator = this;
      porto.boxes.put(name, box);
    });
  }

  @Override
  public void set(String name, String property, String value) throws PortoException {
    porto.reach();
    Box box = porto.box(name);
    if (STATIC.contains(property) && !box.state.equals("stopped")) {
      throw new PortoException(ErrorCode.INVALID_STATE, property + " could be set only in stopped state");
    }
    porto.change(name, "set " + name + " " + property, () -> {
      if (property.equals("weak")) {
        box.weak = Boolean.parseBoolean(value);
      } else {
        box.properties.put(property, value);
      }
    });
  }

  @Override
  public void setCommandArgv(String name, List<String> argv) throws PortoException {
    set(name, "command_argv", String.join("\t", argv));
  }

  @Override
  public void setEnv(String name, Map<String, Optional<String>> env) throws PortoException {
    List<String> parts = new ArrayList<>();
    env.forEach((variable, value) -> parts.add(variable + value.map(text -> "=" + text).orElse("")));
    set(name, "env", String.join(";", parts));
  }

  @Override
  public void setEnvSecret(String name, Map<String, String> env) throws PortoException {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(env).forEach((variable, value) ->
        parts.add(variable + "=<secret salt=12345678 md5=" + Md5.hex("12345678" + value) + ">"));
    set(name, "env_secret", String.join(";", parts));
  }

  @Override
  public void start(String name) throws PortoException {
    porto.reach();
    Box box = porto.box(name);
    if (!box.state.equals("stopped")) {
      throw new PortoException(ErrorCode.INVALID_STATE, "Cannot start container " + name + " in state " + box.state);
    }
    porto.change(name, "start " + name, () -> {
      box.starts = porto.nextProcess();
      boolean respawns = "true".equals(box.properties.get("respawn"));
      box.state = !box.dies() ? "running" : respawns ? "respawning" : "dead";
    });
  }

  @Override
  public void stop(String name, Duration timeout) throws PortoException {
    porto.reach();
    Box box = porto.box(name);
    porto.change(name, "stop " + name, () -> box.state = "stopped");
  }

  @Override
  public void kill(String name, int signal) throws PortoException {
    throw new UnsupportedOperationException("the engine kills nothing by signal");
  }

  @Override
  public void pause(String name) throws PortoException {
    porto.box(name).state = "paused";
  }

  @Override
  public void resume(String name) throws PortoException {
    Box box = porto.box(name);
    porto.change(name, "resume " + name, () -> box.state = "running");
  }

  @Override
  public void destroy(String name) throws PortoException {
    porto.reach();
    porto.box(name);
    porto.change(name, "destroy " + name, () -> porto.boxes.remove(name));
  }

  @Override
  public Optional<ContainerState> await(String name, Duration timeout) throws PortoException {
    porto.reach();
    porto.waits.add(timeout);
    ContainerState state = ContainerState.of(porto.box(name).state);
    return state == ContainerState.RUNNING ? Optional.empty() : Optional.of(state);
  }

  @Override
  public void setLabel(String name, String label, String value, Optional<String> expected) throws PortoException {
    porto.reach();
    Box box = porto.box(name);
    porto.change(name, "label " + name, () -> box.labels.put(label, value));
  }

  @Override
  public List<PropertyInfo> properties() throws PortoException {
    porto.reach();
    List<PropertyInfo> infos = new ArrayList<>();
    DYNAMIC.forEach(name -> infos.add(new PropertyInfo(name, "", false, true)));
    STATIC.forEach(name -> infos.add(new PropertyInfo(name, "", false, false)));
    return infos;
  }

  @Override
  public String version() {
    return "5.3.59";
  }

  @Override
  public void close() {
    porto.drop(this);
  }
}
