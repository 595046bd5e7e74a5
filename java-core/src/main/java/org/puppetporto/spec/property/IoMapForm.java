package org.puppetporto.spec.property;

import java.util.Map;
import java.util.SortedMap;

/**
 * Disk limits by device or path. A bare number means the key {@code fs}, and reads back as a bare
 * number when that is the only key.
 */
final class IoMapForm extends MapForm {
  private static final String FS = "fs: ";

  IoMapForm() {
    super("{fs: 100M} or {\"/dev/sda r\": 10M}", SizeForm.ANY);
  }

  @Override
  public Shape shape() {
    return Shape.DISK_SIZES;
  }

  @Override
  void readText(Object value, SortedMap<String, String> entries) throws PropertyValueException {
    if (value instanceof Number || value instanceof String && !((String) value).isEmpty()
        && ((String) value).indexOf(':') < 0) {
      put("fs", value, entries);
    } else {
      super.readText(value, entries);
    }
  }

  @Override
  public PropertyValue read(String readBack) {
    boolean bare = !readBack.isEmpty() && readBack.indexOf(':') < 0;
    return super.read(bare ? FS + readBack : readBack);
  }

  @Override
  public String wire(PropertyValue value) {
    Map<String, String> entries = ((Entries) value).entries();
    return entries.size() == 1 && entries.containsKey("fs") ? entries.get("fs") : super.wire(value);
  }
}
