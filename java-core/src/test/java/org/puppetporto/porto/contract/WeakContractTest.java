package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.proto.ContainerSpec;

/** Weak containers die with the connection of their creator. */
class WeakContractTest extends Contract {
  private void eventuallyGone(String name) throws Exception {
    eventually("[]", () -> porto.list(name).toString());
  }

  @Test
  void aWeakOneDiesWithItsConnection() throws Exception {
    String name = name();
    try (PortoClient creator = endpoint.connect()) {
      creator.createWeak(name);
      assertEquals("true", porto.get(name, "weak"));
    }
    eventuallyGone(name);
  }

  @Test
  void aRunningWeakOneDiesToo() throws Exception {
    String name = name();
    long pid;
    try (PortoClient creator = endpoint.connect()) {
      creator.createWeak(name);
      creator.setCommandArgv(name, List.of("/bin/sleep", "1000"));
      creator.start(name);
      pid = Long.parseLong(porto.get(name, "root_pid"));
    }
    eventuallyGone(name);
    eventually("false", () -> "" + ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void clearingItMakesItStay() throws Exception {
    String name = name();
    String weak = name();
    try (PortoClient creator = endpoint.connect()) {
      creator.createWeak(name);
      creator.createWeak(weak);
      creator.setCommandArgv(name, List.of("/bin/sleep", "1000"));
      creator.start(name);
      creator.set(name, "weak", "false");
    }
    eventuallyGone(weak);
    assertEquals("running", state(name));
  }

  @Test
  void anotherConnectionsEndDoesNotMatter() throws Exception {
    String name = name();
    porto.createWeak(name);
    try (PortoClient other = endpoint.connect()) {
      other.set(name, "private", "seen");
    }
    try (PortoClient third = endpoint.connect()) {
      assertEquals("seen", third.get(name, "private"));
    }
  }

  @Test
  void aWeakOneCanComeFromADescription() throws Exception {
    String name = name();
    try (PortoClient creator = endpoint.connect()) {
      creator.specs().create(ContainerSpec.newBuilder().setName(name).setWeak(true).build(), List.of(), false);
      assertEquals("true", porto.get(name, "weak"));
    }
    eventuallyGone(name);
  }

  @Test
  void itsChildrenGoWithIt() throws Exception {
    String name = name();
    try (PortoClient creator = endpoint.connect()) {
      creator.createWeak(name);
      creator.create(name + "/child");
    }
    eventuallyGone(name);
    eventuallyGone(name + "/child");
  }
}
