package org.puppetporto.embedded.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/** One accepted connection, with blocking reads and writes. */
final class PeerSocket implements AutoCloseable {
  private static final int BUFFER = 16 << 10;
  private final UnixSocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
  private final Object writeLock = new Object();
  private boolean closed;

  PeerSocket(UnixSocketChannel channel) {
    this.channel = channel;
  }

  Credentials credentials() throws IOException {
    return channel.getOption(UnixSocketOptions.SO_PEERCRED);
  }

  /** The bytes that arrive; used by one thread. */
  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (!fill()) {
          return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
      }
    };
  }

  void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    synchronized (writeLock) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }
  }

  /** Wakes up whoever reads or writes; the connection is of no more use. */
  synchronized void shutdown() {
    if (closed) {
      return;
    }
    try {
      channel.shutdownInput();
      channel.shutdownOutput();
    } catch (IOException e) {
      // The peer was faster: there is nothing left to shut down.
      return;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private boolean fill() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      return count > 0;
    }
    return true;
  }
}
