package org.puppetporto.embedded.life;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.form.CommandLine;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Ulimits;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.process.LaunchSpec;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.property.Capabilities;
import org.puppetporto.embedded.property.EffectiveEnvironment;
import org.puppetporto.embedded.property.PropertyTable;

/** What a container's settings come to, when its process is to be started. */
final class LaunchPlan {
  private static final String DEFAULT_ULIMIT = "core: 0 unlimited; nofile: 8K 1M";
  private final PropertyTable properties;
  private final Accounts accounts;
  private final Places places;
  private final Sandboxes sandboxes;
  private final EffectiveEnvironment environment;

  LaunchPlan(PropertyTable properties, Accounts accounts, Places places, Sandboxes sandboxes) {
    this.properties = properties;
    this.accounts = accounts;
    this.places = places;
    this.sandboxes = sandboxes;
    this.environment = new EffectiveEnvironment(properties);
  }

  /** Whether the container has a process: without a command only where namespaces are to be held. */
  boolean hasProcess(Container container) {
    return !container.isMeta() || !sandboxes.of(container).namespaces().isEmpty();
  }

  LaunchSpec of(Container container, Client client, List<Path> cgroupProcs) {
    Map<String, String> env = environment.of(container);
    Owner task = container.task();
    List<Integer> groups = accounts.groupsOf(task.uid(), task.gid());
    List<String> variables = new ArrayList<>();
    env.forEach((name, value) -> variables.add(name + "=" + value));
    return new LaunchSpec(container.name(), container.run().generation(), places.runDir(container),
        argv(container, env), variables, read(container, "cwd"), read(container, "root_path"),
        read(container, "umask"), task.uid(), task.gid(), groups, stream(container, client, "stdin_path"),
        stream(container, client, "stdout_path"), stream(container, client, "stderr_path"),
        Ulimits.forPrlimit(ulimits(container)), read(container, "oom_score_adj"),
        Capabilities.dropped(container), Capabilities.ambient(container), sandboxes.of(container),
        cgroupProcs);
  }

  /** Refuses to run it as somebody whom the client may not act for. */
  void checkUser(Container container, Client client) {
    Impersonation.check(client, container, read(container, "root_path"), accounts);
  }

  /** A container without a command has a root all the same. */
  void checkRoot(Container container) {
    String root = read(container, "root_path");
    if (!Files.isDirectory(Path.of(root))) {
      throw PortoFailure.system("No such file or directory", "Cannot open " + root);
    }
  }

  private String read(Container container, String property) {
    return properties.get(container, null, property);
  }

  private static List<String> argv(Container container, Map<String, String> env) {
    List<String> argv = container.argv();
    if (container.isMeta()) {
      return List.of();
    }
    return argv.isEmpty() ? CommandLine.split(container.setting("command"), env) : argv;
  }

  private static Map<String, Ulimits.Limit> ulimits(Container container) {
    Map<String, Ulimits.Limit> limits = Ulimits.parse(DEFAULT_ULIMIT);
    if (!ProcFs.mayRaiseLimits()) {
      limits.putAll(Ulimits.parse("core: 0 " + ProcFs.hardLimit("Max core file size")
          + "; nofile: 8K " + ProcFs.hardLimit("Max open files")));
    }
    List<Container> sources = new ArrayList<>(List.of(container));
    container.ancestors().forEach(ancestor -> sources.add(0, ancestor));
    sources.forEach(source -> limits.putAll(Ulimits.parse(settingOr(source, "ulimit", ""))));
    return limits;
  }

  private String stream(Container container, Client client, String property) {
    String path = read(container, property);
    return places.stream(container, path, client == null ? 0 : client.pid(), read(container, "cwd"),
        read(container, "root_path"), container.isExplicit(property));
  }

  private static String settingOr(Container container, String property, String otherwise) {
    String value = container.setting(property);
    return value == null ? otherwise : value;
  }
}
