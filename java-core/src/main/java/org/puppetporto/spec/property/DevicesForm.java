package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/**
 * Devices: {@code device access [path mode user group]}. Porto reads them back expanded with defaults
 * of the host, so each declared word is compared and the rest is taken as it comes.
 */
final class DevicesForm implements Form {
  private static final String ORDER = "rwm*-?";

  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "a list such as [\"/dev/fuse rw\"] or \"preset name\"";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    List<List<String>> devices = new ArrayList<>();
    for (String item : ListForm.items(value, expected())) {
      for (List<String> words : PortoText.splitTuples(item, ' ', ';')) {
        devices.add(device(words));
      }
    }
    return new TextValue(PortoText.joinTuples(devices, ' ', ';'));
  }

  private List<String> device(List<String> words) throws PropertyValueException {
    if (words.size() == 2 && words.get(0).equals("preset")) {
      return words;
    }
    String access = words.size() < 2 ? "" : ordered(words.get(1));
    if (access.isEmpty() || words.size() > 6 || !words.get(0).startsWith("/dev/")) {
      throw new PropertyValueException(Natives.quoted(String.join(" ", words)) + " is no device; write "
          + "device and access, then where wanted path, mode, user and group, such as \"/dev/fuse rw\"");
    }
    List<String> device = new ArrayList<>(words);
    device.set(1, access);
    return device;
  }

  /** Access letters in Porto's order; "" when one is unknown. */
  private static String ordered(String access) {
    StringBuilder out = new StringBuilder();
    for (char letter : ORDER.toCharArray()) {
      if (access.indexOf(letter) >= 0) {
        out.append(letter);
      }
    }
    return access.chars().allMatch(c -> ORDER.indexOf(c) >= 0) ? out.toString() : "";
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    List<List<String>> wanted = PortoText.splitTuples(desired.canonical(), ' ', ';');
    List<List<String>> was = PortoText.splitTuples(readBack, ' ', ';');
    boolean preset = false;
    for (List<String> device : wanted) {
      if (device.get(0).equals("preset")) {
        preset = true;
      } else if (!device.get(1).contains("?") && was.stream().noneMatch(other -> matches(device, other))) {
        return false;
      }
    }
    return preset || was.size() <= wanted.size();
  }

  private static boolean matches(List<String> device, List<String> other) {
    // Portod adds the rights that its own configuration gives to a device: rw of /dev/null becomes rwm.
    String granted = other.size() < device.size() ? "" : other.get(1);
    if (granted.isEmpty() || device.get(1).chars()
        .anyMatch(right -> right != '-' && granted.indexOf(right) < 0)) {
      return false;
    }
    for (int i = 0; i < device.size(); i++) {
      if (i != 1 && !device.get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
