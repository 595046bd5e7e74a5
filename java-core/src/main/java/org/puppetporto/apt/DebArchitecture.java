package org.puppetporto.apt;

/** Debian's name for an architecture. */
final class DebArchitecture {
  private DebArchitecture() {}

  /** The architecture of this JVM, which is the host's unless the host runs a foreign JVM. */
  static String ofThisJvm() {
    String arch = System.getProperty("os.arch");
    return switch (arch) {
      case "aarch64" -> "arm64";
      case "x86", "i686" -> "i386";
      case "ppc64le" -> "ppc64el";
      default -> arch;
    };
  }
}
