package org.puppetporto.embedded.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Utf8Order;
import org.puppetporto.embedded.proto.ErrorCode;

/** All containers by name. */
public final class Registry {
  private static final int MAX_CONTAINERS = 3000;
  private static final int FIRST_ID = 3;
  private final Container root = new Container(1, Container.ROOT_NAME, null,
      System.currentTimeMillis() / 1000);
  private final SortedMap<String, Container> containers = new TreeMap<>(Utf8Order.INSTANCE);
  private final BitSet ids = new BitSet();

  public Registry() {
    root.state(State.META);
    ids.set(0, FIRST_ID);
  }

  public Container root() {
    return root;
  }

  /** The container, or null. */
  public synchronized Container find(String name) {
    return name.equals(Container.ROOT_NAME) ? root : containers.get(name);
  }

  /** The container, or a refusal. */
  public Container get(String name) {
    Container container = find(name);
    if (container == null) {
      throw new PortoFailure(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found");
    }
    return container;
  }

  public synchronized Container create(String name) {
    Container parent = name.equals(Container.ROOT_NAME) ? root : find(Names.parentOf(name));
    if (parent == null) {
      throw new PortoFailure(ErrorCode.CONTAINER_DOES_NOT_EXIST, "parent container not found for " + name);
    }
    if (parent.level() == Names.MAX_LEVEL) {
      throw PortoFailure.invalidValue("You shall not go deeper! Maximum level is " + Names.MAX_LEVEL);
    }
    if (find(name) != null) {
      throw new PortoFailure(ErrorCode.CONTAINER_ALREADY_EXISTS, "container " + name + " already exists");
    }
    if (containers.size() >= MAX_CONTAINERS) {
      throw new PortoFailure(ErrorCode.RESOURCE_NOT_AVAILABLE,
          "number of containers reached limit: " + MAX_CONTAINERS);
    }
    return add(ids.nextClearBit(0), name, parent, System.currentTimeMillis() / 1000);
  }

  /** Brings back a container that was there before; parents first. */
  public synchronized Container restore(int id, String name, long creationTime) {
    return add(id, name, find(Names.parentOf(name)), creationTime);
  }

  public synchronized void remove(Container container) {
    containers.remove(container.name());
    ids.clear(container.id());
  }

  /** All containers but the root, by name. */
  public synchronized List<Container> all() {
    return new ArrayList<>(containers.values());
  }

  public synchronized int size() {
    return containers.size();
  }

  /** The container and everything below it, parents first. */
  public synchronized List<Container> subtree(Container top) {
    List<Container> found = new ArrayList<>();
    if (!top.isRoot()) {
      found.add(top);
    }
    for (Container container : containers.values()) {
      if (container.isBelow(top)) {
        found.add(container);
      }
    }
    return found;
  }

  private Container add(int id, String name, Container parent, long creationTime) {
    Container container = new Container(id, name, parent, creationTime);
    ids.set(id);
    containers.put(name, container);
    return container;
  }
}
