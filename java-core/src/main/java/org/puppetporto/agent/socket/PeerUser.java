package org.puppetporto.agent.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.byref.IntByReference;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * Who is at the other end of a connection, as the kernel noted it when the connection was made.
 *
 * @param groups the primary group and all others
 */
record PeerUser(int pid, int uid, Set<Integer> groups) {
  private static final int SOL_SOCKET = 1;
  /** Since Linux 4.13; socket(7) has it as SO_PEERGROUPS. */
  private static final int SO_PEERGROUPS = 59;
  private static final int MOST_GROUPS = 65_536;

  /** The one call that jnr-unixsocket does not offer. */
  public interface LibC {
    int getsockopt(int socket, int level, int option, @Out ByteBuffer value, @In @Out IntByReference length);
  }

  /** Loaded with the first connection. */
  private static final class Native {
    private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
    private static final ByteBuffer VALUE =
        ByteBuffer.allocateDirect(MOST_GROUPS * Integer.BYTES).order(ByteOrder.nativeOrder());
  }

  PeerUser {
    groups = Set.copyOf(groups);
  }

  static PeerUser of(UnixSocketChannel channel) throws IOException {
    Credentials peer = channel.getOption(UnixSocketOptions.SO_PEERCRED);
    Set<Integer> groups = new HashSet<>(supplementary(channel.getFD()));
    groups.add(peer.getGid());
    return new PeerUser(peer.getPid(), peer.getUid(), groups);
  }

  /** None on a kernel that cannot tell: the primary group is what counts then. */
  private static synchronized Set<Integer> supplementary(int socket) {
    ByteBuffer value = Native.VALUE;
    IntByReference length = new IntByReference(value.capacity());
    Set<Integer> groups = new HashSet<>();
    if (Native.LIBC.getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, value, length) == 0) {
      for (int at = 0; at < length.intValue(); at += Integer.BYTES) {
        groups.add(value.getInt(at));
      }
    }
    return groups;
  }

  boolean root() {
    return uid == 0;
  }

  /** The user's name, for others to read; the number where it has none, or the process is gone. */
  String name() {
    try {
      Path process = Path.of("/proc/" + pid);
      if (Integer.valueOf(uid).equals(Files.getAttribute(process, "unix:uid"))) {
        return Files.getOwner(process).getName();
      }
    } catch (IOException e) {
      // Gone already.
    }
    return root() ? "root" : "uid " + uid;
  }
}
