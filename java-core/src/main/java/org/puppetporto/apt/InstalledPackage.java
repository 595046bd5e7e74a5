package org.puppetporto.apt;

/**
 * One package as dpkg's status file has it.
 *
 * @param name package name without the architecture
 * @param version installed version, as written
 * @param want dpkg's selection: install, hold, deinstall, purge, unknown
 * @param flag dpkg's error flag: ok or reinstreq
 * @param state dpkg's state: installed, half-configured, unpacked, config-files, not-installed, ...
 * @param essential whether removing it would be refused
 */
public record InstalledPackage(
    String name, String version, String want, String flag, String state, boolean essential) {

  /** Fully installed and configured. */
  public boolean installed() {
    return state.equals("installed") && flag.equals("ok");
  }

  /** Between states: dpkg was interrupted or a maintainer script failed. */
  public boolean broken() {
    return !flag.equals("ok")
        || !(state.equals("installed") || state.equals("config-files") || state.equals("not-installed"));
  }

  /** Its files may be partly those of one version and partly of another: only unpacking it again helps. */
  boolean halfUnpacked() {
    return flag.equals("reinstreq") || state.equals("half-installed");
  }

  public boolean held() {
    return want.equals("hold");
  }
}
