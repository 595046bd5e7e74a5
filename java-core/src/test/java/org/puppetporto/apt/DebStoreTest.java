package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.BrokenListing;

/** The kept .debs. */
class DebStoreTest {
  @TempDir Path folder;

  /** It comes after everything was done, and only saves space. */
  @Test
  void aDiskThatFailsWhileOldOnesAreLookedForIsNoReasonToFail() throws Exception {
    Path old = Files.createFile(folder.resolve("web_1_all.deb"));
    new DebStore(BrokenListing.of(folder)).prune(Map.of("web", Set.of("2")));
    assertTrue(Files.exists(old), "it stays for the next time");
  }
}
