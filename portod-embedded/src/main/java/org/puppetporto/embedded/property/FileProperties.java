package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.Forms.DYNAMIC;
import static org.puppetporto.embedded.property.Forms.STATIC;
import static org.puppetporto.embedded.property.PropertyTable.add;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.embedded.form.Binds;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Words;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.ErrorCode;

/** The file system a container sees. */
final class FileProperties {
  private FileProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    add(table, new Setting("root", "Root directory, in the parent's view", STATIC,
        (c, value) -> root(c, value, around.figures()), c -> "/"));
    Forms.flag(table, "root_readonly", "Root directory cannot be written", STATIC, false);
    Forms.text(table, "bind", "Bind mounts: source target flags;...", STATIC, Binds::canonical, "");
    add(table, new Symlinks());
    add(table, new Devices(around.accounts()));
    Forms.flag(table, "devices_explicit", "Only the devices named here, none of the parent's", DYNAMIC,
        false);
    Forms.text(table, "place", "Places for volumes and layers: path;...", STATIC, Words::list, "/place;***");
    add(table, new Ignored("place_limit", "Without effect since Porto 5.3", STATIC));
    add(table, new Figure("place_usage", "Without effect since Porto 5.3", Set.of(), c -> ""));
    Forms.text(table, "volumes_required", "Volumes that must be there: path;...", DYNAMIC, Words::list, "");
    add(table, new Figure("volumes_linked", "Linked volumes: path target ro !;...", Set.of(),
        (c, client) -> around.figures().text(c, client, "volumes_linked"), null));
    add(table, new Figure("volumes_owned", "Owned volumes: path;...", Set.of(),
        (c, client) -> around.figures().text(c, client, "volumes_owned"), null));
    add(table, new Figure("root_path", "Root directory, in the client's view", Set.of(),
        FileProperties::rootPath, null));
  }

  /** @param client in whose view; null for the host's */
  private static String rootPath(Container container, Client client) {
    Path root = Path.of(rootPath(container));
    Path seen = Path.of(client == null ? "/" : rootPath(client.home()));
    if (!root.startsWith(seen)) {
      throw PortoFailure.permission("Root path is unreachable");
    }
    return "/" + seen.relativize(root);
  }

  /** The container's root in the host's view. */
  static String rootPath(Container container) {
    Path path = Path.of("/");
    String below = "";
    for (Container c = container; c != null; c = c.parent()) {
      String root = c.setting("root");
      if (root != null && !root.equals("/")) {
        below = "/" + root + below;
      }
    }
    return path.resolve(below.isEmpty() ? "/" : below).normalize().toString();
  }

  private static String root(Container container, String value, Figures figures) {
    if (figures.hasVolumeMounts(container)) {
      throw new PortoFailure(ErrorCode.BUSY, "Cannot change root path, container have volume mounts");
    }
    if (Path.of(value.isEmpty() ? "." : value).normalize().startsWith("..")) {
      throw PortoFailure.permission("root path starts with ..");
    }
    return value;
  }

  /** Accepts anything and keeps nothing. */
  private static final class Ignored extends Property {
    Ignored(String name, String description, Set<Trait> traits) {
      super(name, description, traits);
    }

    @Override
    public String get(Container container, Client client) {
      return "";
    }

    @Override
    public void set(Container container, Client client, String value) {
      container.markExplicit(name(), false);
    }
  }

  /** Symbolic links: {@code link: target; }, each path normalized, with a blank at the end. */
  private static final class Symlinks extends MapSetting {
    Symlinks() {
      super("symlink", "Symbolic links: link: target;...", DYNAMIC, Symlinks::parse, Symlinks::format,
          Symlinks::normal, true);
    }

    @Override
    public String get(Container container, Client client, String index) {
      String target = super.get(container, client, normal(index));
      if (target.isEmpty()) {
        throw new PortoFailure(ErrorCode.NO_VALUE, "Symlink " + index + " not set");
      }
      return target;
    }

    @Override
    public void set(Container container, Client client, String index, String value) {
      super.set(container, client, normal(index), value);
    }

    private static SortedMap<String, String> parse(String text) {
      SortedMap<String, String> links = new TreeMap<>();
      Maps.parse(text).forEach((link, target) -> links.put(normal(link), normal(target)));
      return links;
    }

    private static String format(Map<String, String> links) {
      StringBuilder text = new StringBuilder();
      links.forEach((link, target) -> text.append(link).append(": ").append(target).append("; "));
      return text.toString();
    }

    private static String normal(String path) {
      String normal = Path.of(path).normalize().toString();
      return normal.isEmpty() && !path.isEmpty() ? "." : normal;
    }
  }
}
