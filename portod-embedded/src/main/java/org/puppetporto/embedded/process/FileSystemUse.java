package org.puppetporto.embedded.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;

/**
 * How full a file system is, in bytes and inodes; nothing of one that is gone. Java's own answer has no inodes.
 */
public record FileSystemUse(long spaceUsed, long spaceAvailable, long inodesUsed, long inodesAvailable) {
  private static final int STRUCT_SIZE = 256;

  /** The call of the C library. */
  public interface LibC {
    int statvfs(String path, byte[] result);
  }

  private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");

  /** The file system that a path is on. */
  public static FileSystemUse of(Path path) {
    byte[] raw = new byte[STRUCT_SIZE];
    if (LIBC.statvfs(path.toString(), raw) != 0) {
      return new FileSystemUse(0, 0, 0, 0);
    }
    // struct statvfs of 64-bit Linux: bsize, frsize, blocks, bfree, bavail, files, ffree, ...
    ByteBuffer fields = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
    long size = fields.getLong(8);
    return new FileSystemUse((fields.getLong(16) - fields.getLong(24)) * size, fields.getLong(32) * size,
        fields.getLong(40) - fields.getLong(48), fields.getLong(48));
  }
}
