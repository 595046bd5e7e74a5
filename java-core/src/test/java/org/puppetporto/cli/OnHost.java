package org.puppetporto.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host for the commands of each test. */
abstract class OnHost {
  /** Where everything of the host lies. */
  @TempDir
  Path directory;

  @AutoClose
  CliHost host;

  @BeforeEach
  void makeHost() throws IOException {
    host = new CliHost(directory);
  }
}
