package org.puppetporto.spec.property;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts cores as portod does: those configured, whatever this process may use of them. */
final class HostCpus {
  private static final Path DEVICES = Path.of("/sys/devices/system/cpu");

  private HostCpus() {}

  static int configured() {
    int count = 0;
    try (DirectoryStream<Path> cpus = Files.newDirectoryStream(DEVICES, "cpu[0-9]*")) {
      for (Path cpu : cpus) {
        count += cpu.getFileName().toString().substring(3).chars().allMatch(Character::isDigit) ? 1 : 0;
      }
    } catch (IOException e) {
      count = 0;
    }
    return count > 0 ? count : Runtime.getRuntime().availableProcessors();
  }
}
