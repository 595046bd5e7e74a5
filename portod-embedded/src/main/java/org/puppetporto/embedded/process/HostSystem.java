package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.LibraryLoader;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Owner;

/** Signals and accounts, by the C library. */
public final class HostSystem implements Accounts {
  private static final int MAX_GROUPS = 1024;

  /** The one call that jnr-posix lacks. */
  public interface LibC {
    int getgrouplist(String user, int gid, int[] groups, int[] count);
  }

  private final POSIX posix = POSIXFactory.getPOSIX();
  private final LibC libc = LibraryLoader.create(LibC.class).load("c");

  /** Sends a signal; false when there is no such process. */
  public boolean kill(int pid, int signal) {
    return pid > 0 && posix.kill(pid, signal) == 0;
  }

  /**
   * Sets limits of a running process.
   *
   * @param limits {@code type=soft:hard}
   * @return why not; "" when done
   */
  public String prlimit(int pid, List<String> limits) {
    List<String> command = new ArrayList<>(List.of("prlimit", "--pid=" + pid));
    limits.forEach(limit -> command.add("--" + limit));
    try {
      Process prlimit = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return prlimit.waitFor() == 0 ? "" : said.substring(said.lastIndexOf(": ") + 2);
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public synchronized Optional<Owner> user(String name) {
    Passwd account = posix.getpwnam(name);
    if (account == null && isNumber(name)) {
      account = posix.getpwuid(Integer.parseInt(name));
    }
    return Optional.ofNullable(account).map(a -> owner(a));
  }

  @Override
  public synchronized List<Integer> groupsOf(int uid, int gid) {
    Passwd account = posix.getpwuid(uid);
    return account == null ? List.of(gid) : groups(account.getLoginName(), gid);
  }

  @Override
  public synchronized OptionalInt uid(String name) {
    if (isNumber(name)) {
      return OptionalInt.of(Integer.parseInt(name));
    }
    Passwd account = posix.getpwnam(name);
    return account == null ? OptionalInt.empty() : OptionalInt.of((int) account.getUID());
  }

  @Override
  public synchronized OptionalInt gid(String name) {
    if (isNumber(name)) {
      return OptionalInt.of(Integer.parseInt(name));
    }
    Group group = posix.getgrnam(name);
    return group == null ? OptionalInt.empty() : OptionalInt.of((int) group.getGID());
  }

  @Override
  public synchronized String userName(int uid) {
    Passwd account = posix.getpwuid(uid);
    return account == null ? Integer.toUnsignedString(uid) : account.getLoginName();
  }

  @Override
  public synchronized String groupName(int gid) {
    Group group = posix.getgrgid(gid);
    return group == null ? Integer.toUnsignedString(gid) : group.getName();
  }

  private Owner owner(Passwd account) {
    int gid = (int) account.getGID();
    return new Owner((int) account.getUID(), gid, groups(account.getLoginName(), gid));
  }

  private List<Integer> groups(String user, int gid) {
    int[] found = new int[MAX_GROUPS];
    int[] count = {MAX_GROUPS};
    libc.getgrouplist(user, gid, found, count);
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < Math.min(count[0], MAX_GROUPS); i++) {
      groups.add(found[i]);
    }
    return groups;
  }

  private static boolean isNumber(String name) {
    return name.matches("[0-9]{1,9}");
  }
}
