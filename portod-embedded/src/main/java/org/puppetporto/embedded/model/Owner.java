package org.puppetporto.embedded.model;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;

/** Who a container belongs to or runs as. */
public record Owner(int uid, int gid, List<Integer> groups) {
  public static final Owner ROOT = new Owner(0, 0, List.of(0));

  public Owner {
    groups = List.copyOf(groups);
  }

  public boolean isRoot() {
    return uid == 0;
  }

  public boolean isMemberOf(int group) {
    return gid == group || groups.contains(group);
  }

  public Owner withUid(int newUid) {
    return new Owner(newUid, gid, groups);
  }

  public Owner withGid(int newGid) {
    return new Owner(uid, newGid, groups);
  }

  /** The form {@code uid gid groups...}. */
  public String numbers() {
    StringBuilder text = new StringBuilder().append(uid).append(' ').append(gid);
    groups.forEach(group -> text.append(' ').append(group));
    return text.toString();
  }

  public static Owner ofNumbers(String text) {
    try {
      List<Integer> numbers = new ArrayList<>();
      for (String number : text.trim().split("\\s+")) {
        numbers.add(Integer.parseUnsignedInt(number));
      }
      return new Owner(numbers.get(0), numbers.get(1), numbers.subList(2, numbers.size()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw PortoFailure.invalidValue("Cannot find user: " + text);
    }
  }
}
