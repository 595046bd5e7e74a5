package org.puppetporto.bridge;

/** The version of this core, which is the module's. */
public final class CoreVersion {
  private CoreVersion() {}

  /** As the jar's manifest says; "development" for classes outside a jar. */
  public static String text() {
    String version = CoreVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
