package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.property.Argv;

/** Looks at the model itself, not through the engine, whether a definition was reached. */
final class HostCheck {
  private HostCheck() {}

  static void reached(ModelHost host, Definition wanted, String context) throws Exception {
    Box box = host.porto.boxes.get(wanted.name());
    DaemonRecord record = host.record(wanted.name());
    assertFalse(Files.exists(host.directory.resolve("state/journal")), context + ": the journal was not ended");
    assertTrue(record.applying().isEmpty(), context + ": a revision is still being applied");
    if (wanted.ensure().removes()) {
      assertEquals(null, box, context + ": there is a container");
      assertEquals(RevisionStatus.REMOVED, record.status().get(), context);
      if (wanted.ensure() == Ensure.PURGED) {
        assertTrue(host.apt.packages.isEmpty(), context + ": left " + host.apt.packages);
      }
      return;
    }
    assertEquals(wanted.ensure() == Ensure.RUNNING ? "running" : "stopped", box.state, context);
    assertFalse(box.weak, context + ": it is weak");
    assertEquals("true", box.properties.get("respawn"), context);
    wanted.properties().forEach((name, value) -> assertEquals(
        value instanceof Argv argv ? String.join("\t", argv.arguments()) : value.canonical(),
        box.properties.get(name), context + ": " + name));
    String revision = host.engine().desire(wanted).revision();
    assertEquals(revision, box.labels.get("HOSTMAN.revision"), context);
    assertEquals(wanted.name(), box.labels.get("HOSTMAN.daemon"), context);
    assertEquals(revision, record.current().get().id(), context);
    wanted.packages().forEach((name, version) -> {
      assertTrue(host.apt.packages.get(name).installed(), context + ": " + name + " is not installed");
      assertEquals(version, host.apt.packages.get(name).version(), context + ": " + name);
    });
    assertEquals(wanted.packages().keySet(), host.apt.packages.keySet(), context + ": packages");
  }
}
