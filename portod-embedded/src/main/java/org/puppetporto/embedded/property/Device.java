package org.puppetporto.embedded.property;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.proto.ErrorCode;

/** One device; what was left out of its declaration is filled in from the host's node. */
record Device(String path, String access, String inside, int mode, String user, String group) {
  private static final int S_IFMT = 0170000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;

  static Device parse(List<String> words, Accounts accounts) {
    if (words.size() < 2) {
      throw PortoFailure.invalidValue("Invalid device config: " + Escaped.join(words, ' '));
    }
    String path = checkPath(words.get(0));
    String access = access(words.get(1));
    Map<String, Object> node = node(path);
    int mode = (int) node.get("mode") & 0777;
    if (words.size() > 3) {
      mode = (int) Numbers.inBase(words.get(3), 8);
      if ((mode & ~0777) != 0) {
        throw PortoFailure.invalidValue("invalid device mode: " + words.get(3));
      }
    }
    int uid = (int) node.get("uid");
    int gid = (int) node.get("gid");
    if (words.size() > 4) {
      uid = accounts.uid(words.get(4))
          .orElseThrow(() -> PortoFailure.invalidValue("Cannot find user: " + words.get(4)));
    }
    if (words.size() > 5) {
      gid = accounts.gid(words.get(5))
          .orElseThrow(() -> PortoFailure.invalidValue("Cannot find group: " + words.get(5)));
    }
    String inside = words.size() > 2 ? checkPath(words.get(2)) : path;
    return new Device(path, access, inside, mode, accounts.userName(uid), accounts.groupName(gid));
  }

  String format() {
    String octal = mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
    return String.join(" ", path, access, inside, octal, user, group);
  }

  private static String checkPath(String path) {
    if (!Path.of(path).normalize().toString().equals(path)) {
      throw PortoFailure.invalidValue("Non-normalized device path: " + path);
    }
    if (!path.startsWith("/dev/")) {
      throw PortoFailure.invalidValue("Device path not in /dev: " + path);
    }
    return path;
  }

  private static String access(String text) {
    for (char c : text.toCharArray()) {
      if ("rwm*-?".indexOf(c) < 0) {
        throw PortoFailure.invalidValue("Invalid access: " + text);
      }
    }
    boolean wildcard = text.indexOf('*') >= 0;
    boolean uses = text.indexOf('r') >= 0 || text.indexOf('w') >= 0;
    boolean node = text.indexOf('m') >= 0 || uses && !wildcard;
    String access = (text.indexOf('r') >= 0 ? "r" : "") + (text.indexOf('w') >= 0 ? "w" : "")
        + (node ? "m" : "") + (wildcard ? "*" : "");
    boolean optional = text.indexOf('-') >= 0 || text.indexOf('?') >= 0;
    return (access.isEmpty() ? "-" : access) + (optional ? "?" : "");
  }

  private static Map<String, Object> node(String path) {
    try {
      Map<String, Object> node = Files.readAttributes(Path.of(path), "unix:mode,uid,gid,rdev");
      int type = (int) node.get("mode") & S_IFMT;
      if (type != S_IFCHR && type != S_IFBLK) {
        throw new PortoFailure(ErrorCode.DEVICE_NOT_FOUND, "Not a device node: " + path);
      }
      return node;
    } catch (NoSuchFileException e) {
      throw new PortoFailure(ErrorCode.DEVICE_NOT_FOUND, "Device " + path + " does not exists");
    } catch (IOException e) {
      throw PortoFailure.system(e.getMessage(), "stat " + path);
    }
  }
}
