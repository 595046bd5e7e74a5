package org.puppetporto.spec.property;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Symbolic links by path; portod normalises both ends. */
final class SymlinkForm extends MapForm {
  /** The target of one link: {@code symlink[/path]}. */
  static final Form TARGET = new Form() {
    @Override
    public Shape shape() {
      return Shape.TEXT;
    }

    @Override
    public String expected() {
      return "the path that the link points to";
    }

    @Override
    public PropertyValue parse(Object value) throws PropertyValueException {
      return new TextValue(normal(PortoText.trim(Natives.exact(value, expected()))));
    }
  };

  SymlinkForm() {
    super("{/etc/app: /srv/app/etc}", TARGET);
  }

  @Override
  String key(String key) {
    return normal(key);
  }

  private static String normal(String path) {
    try {
      return Path.of(path).normalize().toString();
    } catch (InvalidPathException e) {
      return path;
    }
  }
}
