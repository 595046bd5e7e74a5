package org.puppetporto.embedded.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.puppetporto.embedded.model.Container;

/** Holds all processes of a container, where the machine has a freezer. */
public final class Freezer {
  private final CgroupTree tree;

  public Freezer(CgroupTree tree) {
    this.tree = tree;
  }

  /** Whether the kernel holds the processes now; otherwise they have to be stopped by signals. */
  public boolean freeze(Container container) {
    return write(container, "FROZEN", "1");
  }

  public boolean thaw(Container container) {
    return write(container, "THAWED", "0");
  }

  private boolean write(Container container, String first, String second) {
    Optional<Path> group = tree.group(container, "freezer");
    try {
      if (group.isPresent() && !tree.isSecond("freezer")) {
        CgroupTree.write(group.get(), "freezer.state", first);
        return true;
      }
      Optional<Path> unified = tree.group(container, "cgroup2");
      if (unified.isPresent()) {
        CgroupTree.write(unified.get(), "cgroup.freeze", second);
        return true;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
