package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Builds a small real .deb for an {@link AptLab}. Each package installs one file named after itself. */
public final class DebBuilder {
  private final AptLab lab;
  private final String name;
  private final String version;
  private final Map<String, String> control = new LinkedHashMap<>();
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> conffiles = new TreeMap<>();
  private final Map<String, String> scripts = new TreeMap<>();

  DebBuilder(AptLab lab, String name, String version) {
    this.lab = lab;
    this.name = name;
    this.version = version;
    control.put("Package", name);
    control.put("Version", version);
    control.put("Architecture", "all");
    control.put("Maintainer", "Test <test@example.org>");
    control.put("Description", "test package " + name);
    for (String script : new String[] {"preinst", "postinst", "prerm", "postrm"}) {
      scripts.put(script, "");
    }
    files.put("share/" + name, version + "\n");
  }

  /** A built package. */
  public record Deb(String name, String version, Path file, String indexEntry) {}

  /** Sets a control field, e.g. {@code Depends}. */
  public DebBuilder field(String key, String value) {
    control.put(key, value);
    return this;
  }

  public DebBuilder depends(String packages) {
    return field("Depends", packages);
  }

  /** Adds a file, its path relative to {@link AptLab#root}; executable when below {@code bin/}. */
  public DebBuilder file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Adds a configuration file, its path relative to {@link AptLab#root}. */
  public DebBuilder conffile(String path, String text) {
    conffiles.put(path, text);
    return this;
  }

  /** Adds lines of sh to a maintainer script; what they print goes where apt's output goes. */
  public DebBuilder script(String script, String body) {
    scripts.put(script, body);
    return this;
  }

  /** Builds, puts into the lab's source and returns the package. */
  public Deb publish() throws IOException {
    Deb deb = build();
    lab.publish(deb);
    return deb;
  }

  public Deb build() throws IOException {
    Path tree = Files.createTempDirectory(lab.file("debs"), name);
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path debian = Files.createDirectories(tree.resolve("DEBIAN"));
    StringBuilder fields = new StringBuilder();
    control.forEach((key, value) -> fields.append(key).append(": ").append(value).append('\n'));
    Files.writeString(debian.resolve("control"), fields);
    StringBuilder listed = new StringBuilder();
    for (Map.Entry<String, String> conffile : conffiles.entrySet()) {
      listed.append(lab.root().resolve(conffile.getKey())).append('\n');
      put(tree, conffile.getKey(), conffile.getValue());
    }
    if (!listed.isEmpty()) {
      Files.writeString(debian.resolve("conffiles"), listed);
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      put(tree, file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      Path path = debian.resolve(script.getKey());
      Files.writeString(path, """
          #!/bin/sh
          set -e
          echo "%s %s $* HOSTMAN=$HOSTMAN DEBIAN_FRONTEND=$DEBIAN_FRONTEND LC_ALL=$LC_ALL" >> %s
          %s
          """.formatted(name, script.getKey(), lab.file("scripts.log"), script.getValue()));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path file = lab.file("debs").resolve(fileName());
    lab.run("dpkg-deb", "-Znone", "--root-owner-group", "--build", tree.toString(), file.toString());
    return new Deb(name, version, file, indexEntry(fields, file));
  }

  private void put(Path tree, String path, String text) throws IOException {
    Path target = Path.of(tree + lab.root().resolve(path).toString());
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
    if (path.startsWith("bin/")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private String fileName() {
    // Archives leave the epoch out of their file names.
    return name + "_" + version.replaceFirst("^\\d+:", "") + "_" + control.get("Architecture") + ".deb";
  }

  private static String indexEntry(CharSequence fields, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return fields + "Filename: ./" + file.getFileName()
        + "\nSize: " + bytes.length + "\nSHA256: " + sha256(bytes) + "\n";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
