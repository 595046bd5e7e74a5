package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.puppetporto.apt.Transactions.install;
import static org.puppetporto.apt.Transactions.purge;
import static org.puppetporto.apt.Transactions.suppressingServices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts call what debhelper writes into them; a stand-in systemctl notes what would reach systemd. */
class ServiceGuardTest {
  @TempDir Path dir;
  private AptLab lab;
  private AptGet apt;
  private Path calls;
  private Path mended;

  @BeforeEach
  void lab() throws IOException {
    lab = AptLab.create(dir);
    calls = dir.resolve("systemctl.calls");
    mended = dir.resolve("mended");
    Path bin = Files.createDirectories(dir.resolve("bin"));
    Path systemctl = Files.writeString(bin.resolve("systemctl"), """
        #!/bin/sh
        echo "$*" >> %s
        """.formatted(calls));
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(dir.resolve("apt.conf"),
        "DPkg::Path \"" + bin + ":/usr/sbin:/usr/bin:/sbin:/bin\";\n", StandardOpenOption.APPEND);
    lab.deb("web", "1")
        .script("postinst", """
            systemctl daemon-reload
            systemctl --now enable web.service
            systemctl start web.service
            [ -e %s ]
            """.formatted(mended))
        .script("prerm", "systemctl stop web.service")
        .publish();
    apt = new AptGet(AptSettings.of(lab.environment()));
  }

  @Test
  void servicesAreNeitherStartedNorEnabledButStopped() throws Exception {
    Files.createFile(mended);
    apt.run(suppressingServices(install("web", "1")), p -> { });
    assertEquals(List.of("daemon-reload"), Files.readAllLines(calls));

    apt.run(suppressingServices(purge("web")), p -> { });
    assertEquals(List.of("daemon-reload", "stop web.service"), Files.readAllLines(calls));
  }

  @Test
  void otherCallsAreNotReached() throws Exception {
    Files.createFile(mended);
    apt.run(suppressingServices(install("web", "1")), p -> { });
    apt.run(purge("web"), p -> { });
    Files.delete(calls);

    apt.run(install("web", "1"), p -> { });

    assertEquals(
        List.of("daemon-reload", "--now enable web.service", "start web.service"), Files.readAllLines(calls));
  }

  @Test
  void whatWasCutOffIsFinishedWithTheGuardAsWell() throws Exception {
    assertThrows(AptException.class, () -> apt.run(suppressingServices(install("web", "1")), p -> { }));
    Files.createFile(mended);

    new AptGet(AptSettings.of(lab.environment())).repair(p -> { });

    assertEquals("1 installed", lab.query("web"));
    assertEquals(List.of("daemon-reload", "daemon-reload"), Files.readAllLines(calls));
    assertFalse(Files.exists(dir.resolve("porto-cache/no-service/pending/web")));
  }
}
