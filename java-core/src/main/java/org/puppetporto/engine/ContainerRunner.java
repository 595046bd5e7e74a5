package org.puppetporto.engine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.spec.property.Argv;
import org.puppetporto.spec.property.Environment;
import org.puppetporto.spec.property.PropertyCatalogue;

/** Carries out the steps on containers. */
final class ContainerRunner {
  private final Containers containers;
  private final PropertyCatalogue catalogue;
  private final Readiness readiness;

  ContainerRunner(Containers containers, PropertyCatalogue catalogue, Readiness readiness) {
    this.containers = containers;
    this.catalogue = catalogue;
    this.readiness = readiness;
  }

  /** Takes the step; what a dying container told goes to {@code heard}. */
  void run(ContainerAction action, List<LastWords> heard)
      throws PortoException, NotReadyException, EngineException {
    String name = action.daemon();
    if (action instanceof ContainerAction.ReadLastWords) {
      heard.add(LastWords.read(containers, name));
    } else if (action instanceof ContainerAction.Stop stop) {
      if (checkOurs(name)) {
        gone(() -> containers.stop(name, stop.timeout()));
      }
    } else if (action instanceof ContainerAction.Destroy) {
      if (checkOurs(name)) {
        gone(() -> containers.destroy(name));
      }
    } else if (action instanceof ContainerAction.CreateWeak) {
      containers.createWeak(name);
    } else if (action instanceof ContainerAction.Start) {
      containers.start(name);
    } else if (action instanceof ContainerAction.Resume) {
      containers.resume(name);
    } else if (action instanceof ContainerAction.AwaitReady ready) {
      readiness.await(containers, ready);
    } else {
      set(action);
    }
  }

  /** Begins to wait until a daemon is ready. */
  Readiness.Wait begin(ContainerAction.AwaitReady ready) throws PortoException {
    return readiness.begin(containers, ready);
  }

  private void set(ContainerAction action) throws PortoException {
    String name = action.daemon();
    if (action instanceof ContainerAction.SetProperty set) {
      setProperty(set);
    } else if (action instanceof ContainerAction.SetOwn own) {
      containers.set(name, own.property(), own.value());
    } else if (action instanceof ContainerAction.SetLabel label) {
      containers.setLabel(name, label.label(), label.value(), java.util.Optional.empty());
    } else if (action instanceof ContainerAction.SetSecrets secrets) {
      SortedMap<String, String> clear = new TreeMap<>();
      secrets.secrets().forEach((variable, secret) -> clear.put(variable, secret.reveal()));
      containers.setEnvSecret(name, clear);
    } else {
      throw new IllegalStateException("no way to " + action.text());
    }
  }

  private void setProperty(ContainerAction.SetProperty set) throws PortoException {
    String name = set.daemon();
    if (set.value() instanceof Argv argv) {
      containers.setCommandArgv(name, argv.arguments());
    } else if (set.value() instanceof Environment environment) {
      containers.setEnv(name, environment.variables());
    } else {
      String text = catalogue.find(set.property())
          .map(descriptor -> descriptor.wire(set.value())).orElse(set.value().canonical());
      containers.set(name, set.property(), text);
    }
  }

  private interface Call {
    void run() throws PortoException;
  }

  /** Stopping or destroying what is gone already is success. */
  private static void gone(Call call) throws PortoException {
    try {
      call.run();
    } catch (PortoException e) {
      if (e.code() != ErrorCode.CONTAINER_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }

  /**
   * Looks once more before it takes something down: the container may have been replaced by another of
   * its name since it was observed. False when it is gone.
   */
  private boolean checkOurs(String name) throws PortoException, EngineException {
    Map<String, PropertyResult> answer =
        containers.get(List.of(name), List.of("labels"), false).getOrDefault(name, Map.of());
    PropertyResult labels = answer.get("labels");
    if (labels == null || labels.error() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
      return false;
    }
    if (!labels.ok() || !name.equals(Labels.parse(labels.value()).get(Labels.DAEMON))) {
      throw new EngineException(Fault.REFUSED, "container " + name
          + " does not carry our label any more, so it is left alone; somebody replaced it meanwhile");
    }
    return true;
  }
}
