package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Names;

/** Which names layers and storages may have, and what the prefixes mean that they may not have. */
final class StorageNames {
  /** A text beside the tree. */
  static final String PRIVATE = "_private_";
  /** A tree that is being unpacked. */
  static final String FRESH = "_import_";
  /** A tree that is being removed, or could not be. */
  static final String REMOVED = "_remove_";
  private static final List<String> RESERVED =
      List.of(PRIVATE, FRESH, REMOVED, "_tmp_", "_meta_", "_layer_");

  private StorageNames() {}

  /** The name, or a refusal. */
  static String checked(String name) {
    for (char c : name.toCharArray()) {
      if (!Names.isNameChar(c)) {
        throw PortoFailure.invalidValue("forbidden character 0x" + Integer.toHexString(c));
      }
    }
    if (!isValid(name)) {
      throw PortoFailure.invalidValue("invalid layer name '" + name + "'");
    }
    return name;
  }

  static boolean isValid(String name) {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..")
        && name.chars().allMatch(c -> Names.isNameChar((char) c))
        && RESERVED.stream().noneMatch(name::startsWith);
  }

  /** What stands beside a tree for one of the purposes. */
  static Path beside(Path tree, String prefix) {
    return tree.resolveSibling(prefix + tree.getFileName());
  }
}
