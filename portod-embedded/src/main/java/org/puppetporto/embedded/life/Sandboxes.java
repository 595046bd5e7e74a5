package org.puppetporto.embedded.life;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.puppetporto.embedded.form.Binds;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.LaunchSpec.Sandbox;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.proto.ErrorCode;

/** Namespaces and mounts of containers, where the machine lets us make any. */
final class Sandboxes {
  private static final int PROBE_SECONDS = 10;
  private final PropertyTable properties;
  private final Places places;
  private final boolean possible;

  Sandboxes(PropertyTable properties, Places places) {
    this.properties = properties;
    this.places = places;
    this.possible = probe();
  }

  /** Whether namespaces can be made here; otherwise {@code isolate} is recorded only. */
  boolean possible() {
    return possible;
  }

  /** What the container's process is to be put into. */
  Sandbox of(Container container) {
    String net = properties.get(container, null, "net");
    List<String> binds = binds(container);
    if (!net.equals("inherited") && !net.equals("none")) {
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "net=" + net
          + " is recorded only: portod-embedded starts"
          + " containers with net=inherited or net=none");
    }
    if (!possible) {
      if (!properties.get(container, null, "root_path").equals("/") || !binds.isEmpty() || net.equals("none")) {
        throw new PortoFailure(ErrorCode.NOT_SUPPORTED,
            "root, bind and net=none need namespaces, and this machine"
            + " lets us make none");
      }
      return Sandbox.NONE;
    }
    boolean isolated = properties.get(container, null, "isolate").equals("true");
    String root = container.setting("root");
    boolean ownRoot = root != null && !root.equals("/");
    List<String> namespaces = new ArrayList<>();
    if (isolated) {
      namespaces.addAll(List.of("pid", "ipc", "uts"));
    }
    if (isolated || ownRoot || !binds.isEmpty()) {
      namespaces.add("mount");
    }
    if (net.equals("none")) {
      namespaces.add("net");
    }
    boolean idle = container.isMeta();
    boolean asInit = isolated && (idle || properties.get(container, null, "virt_mode").equals("os"));
    return new Sandbox(holder(container), namespaces, ownRoot, idle, asInit,
        isolated ? properties.get(container, null, "hostname") : "",
        properties.get(container, null, "root_readonly").equals("true"), binds, symlinks(container));
  }

  /** The process of the nearest parent that has one: a container begins with its parent's namespaces. */
  private static int holder(Container container) {
    for (Container parent : container.ancestors()) {
      if (parent.run().pid() != 0) {
        return parent.run().pid();
      }
    }
    return 0;
  }

  private List<String> binds(Container container) {
    List<String> binds = new ArrayList<>(overriddenFiles(container));
    for (Binds.Bind bind : Binds.parse(properties.get(container, null, "bind"))) {
      binds.add(bind.source() + "\n" + bind.target() + "\n" + String.join(",", bind.flags()));
    }
    return binds;
  }

  /** Files of ours in the place of the system's. */
  private List<String> overriddenFiles(Container container) {
    List<String> binds = new ArrayList<>();
    String hosts = properties.get(container, null, "etc_hosts");
    if (!hosts.isEmpty()) {
      binds.add(places.runFile(container, "hosts", hosts) + "\n/etc/hosts\n");
    }
    String resolver = container.setting("resolv_conf");
    if (resolver != null && !resolver.isEmpty()) {
      binds.add(places.runFile(container, "resolv.conf", resolver + "\n") + "\n/etc/resolv.conf\n");
    }
    return binds;
  }

  private List<String> symlinks(Container container) {
    List<String> links = new ArrayList<>();
    Maps.parse(properties.get(container, null, "symlink")).forEach((link, target) ->
        links.add(link + "\n" + target));
    return links;
  }

  private static boolean probe() {
    try {
      Process unshare = new ProcessBuilder("unshare", "--pid", "--mount", "--ipc", "--uts", "--net", "--fork",
          "--mount-proc", "true").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return unshare.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && unshare.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
