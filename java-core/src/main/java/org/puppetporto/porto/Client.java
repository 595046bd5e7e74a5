package org.puppetporto.porto;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.transport.Dialer;
import org.puppetporto.porto.transport.Peer;

/** The client: hands each call to the calls of its area. */
final class Client implements PortoClient {
  private final Path socket;
  private final Deadlines deadlines;
  private final Dialer dialer;
  private final Link link;
  private final ContainerCalls containers;
  private final WaitCalls waits;
  private final SpecCalls specs;
  private final LabelCalls labels;
  private final SystemCalls system;

  Client(Path socket, Deadlines deadlines, Dialer dialer) {
    this.socket = socket;
    this.deadlines = deadlines;
    this.dialer = dialer;
    this.link = new Link(socket, dialer, deadlines);
    this.containers = new ContainerCalls(link);
    this.waits = new WaitCalls(link);
    this.specs = new SpecCalls(link);
    this.labels = new LabelCalls(link);
    this.system = new SystemCalls(link);
  }

  @Override
  public List<String> list(String mask) throws PortoException {
    return containers.list(mask);
  }

  @Override
  public Map<String, Map<String, PropertyResult>> get(
      Collection<String> names, Collection<String> properties, boolean onlySet) throws PortoException {
    return containers.get(names, properties, onlySet);
  }

  @Override
  public String get(String name, String property) throws PortoException {
    return containers.get(name, property);
  }

  @Override
  public byte[] getBytes(String name, String property) throws PortoException {
    return containers.getBytes(name, property);
  }

  @Override
  public void create(String name) throws PortoException {
    containers.create(name);
  }

  @Override
  public void createWeak(String name) throws PortoException {
    containers.createWeak(name);
  }

  @Override
  public void set(String name, String property, String value) throws PortoException {
    containers.set(name, property, value);
  }

  @Override
  public void setCommandArgv(String name, List<String> argv) throws PortoException {
    specs.setCommandArgv(name, argv);
  }

  @Override
  public void setEnv(String name, Map<String, Optional<String>> env) throws PortoException {
    specs.setEnv(name, env);
  }

  @Override
  public void setEnvSecret(String name, Map<String, String> env) throws PortoException {
    specs.setEnvSecret(name, env);
  }

  @Override
  public void start(String name) throws PortoException {
    containers.start(name);
  }

  @Override
  public void stop(String name, Duration timeout) throws PortoException {
    containers.stop(name, timeout);
  }

  @Override
  public void kill(String name, int signal) throws PortoException {
    containers.kill(name, signal);
  }

  @Override
  public void pause(String name) throws PortoException {
    containers.pause(name);
  }

  @Override
  public void resume(String name) throws PortoException {
    containers.resume(name);
  }

  @Override
  public void respawn(String name) throws PortoException {
    containers.respawn(name);
  }

  @Override
  public void destroy(String name) throws PortoException {
    containers.destroy(name);
  }

  @Override
  public Optional<ContainerState> await(String name, Duration timeout) throws PortoException {
    return waits.await(List.of(name), timeout).map(StateChange::state);
  }

  @Override
  public Optional<StateChange> awaitAny(Collection<String> names, Duration timeout) throws PortoException {
    return waits.await(names, timeout);
  }

  @Override
  public void setLabel(String name, String label, String value, Optional<String> expected)
      throws PortoException {
    labels.set(name, label, value, expected);
  }

  @Override
  public List<PropertyInfo> properties() throws PortoException {
    return system.properties();
  }

  @Override
  public String version() throws PortoException {
    return system.version();
  }

  @Override
  public Subscription watch(Watch watch, WatchListener listener) throws PortoException {
    return Events.begun(socket, dialer, deadlines, watch, listener);
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Specs specs() {
    return specs;
  }

  @Override
  public Volumes volumes() {
    return new VolumeCalls(link);
  }

  @Override
  public Layers layers() {
    return new LayerCalls(link, Optional.empty());
  }

  @Override
  public Storages storages() {
    return new StorageCalls(link, Optional.empty());
  }

  @Override
  public Processes processes() {
    return new ProcessCalls(link);
  }

  @Override
  public SystemInfo system() throws PortoException {
    return system.system();
  }

  @Override
  public Optional<Peer> peer() throws PortoException {
    return link.peer();
  }

  @Override
  public void close() {
    link.close();
  }
}
