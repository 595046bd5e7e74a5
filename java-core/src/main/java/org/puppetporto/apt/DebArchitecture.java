package org.puppetporto.apt;

/** Debian's name for an architecture. */
public final class DebArchitecture {
  private DebArchitecture() {}

  /** The architecture of this JVM, which is the host's unless the host runs a foreign JVM. */
  public static String ofThisJvm() {
    String arch = System.getProperty("os.arch");
    return switch (arch) {
      case "aarch64" -> "arm64";
      case "x86", "i686" -> "i386";
      case "ppc64le" -> "ppc64el";
      default -> arch;
    };
  }

  /** A package's name, without the architecture where that is the host's own: the same package has one name. */
  public static String withoutOwn(String name) {
    String own = ":" + ofThisJvm();
    return name.endsWith(own) ? name.substring(0, name.length() - own.length()) : name;
  }
}
