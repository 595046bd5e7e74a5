package org.puppetporto.porto;

import java.util.Optional;

/**
 * How a tarball becomes a layer or storage.
 *
 * @param privateValue what to note on it, at most 4096 bytes
 * @param compression the archive's, as {@code tar.gz}; when empty, portod tells it by the file's name
 */
public record ImportOptions(Optional<String> privateValue, Optional<String> compression) {
  public static final ImportOptions NONE = new ImportOptions(Optional.empty(), Optional.empty());
}
