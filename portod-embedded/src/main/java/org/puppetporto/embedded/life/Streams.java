package org.puppetporto.embedded.life;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.RawText;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.ErrorCode;

/** What containers wrote to standard output and error. */
final class Streams {
  private static final long DEFAULT_LIMIT = 8 << 20;
  private static final long MAX_READ = 16 << 20;
  private final Places places;

  Streams(Places places) {
    this.places = places;
  }

  /**
   * Output as text.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param range {@code offset:length}, either left out; "" is the end of what is kept
   */
  String read(Container container, String stream, String range) {
    Path file = file(container, stream);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid("File not found");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid("File is non-regular");
    }
    int colon = range.indexOf(':');
    String from = colon < 0 ? range : range.substring(0, colon);
    String length = colon < 0 ? "" : range.substring(colon + 1);
    long dropped = offset(container, stream);
    long start = from.isEmpty() ? 0 : Numbers.uint64(from) - dropped;
    if (start < 0) {
      throw invalid("Requested offset lower than current " + dropped);
    }
    long most = length.isEmpty() ? limit(container) : Numbers.uint64(length);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long count = Math.max(0, Math.min(most, size - start));
      count = Math.min(count, Math.min(limit(container), MAX_READ));
      if (from.isEmpty() && size > start + count) {
        start = size - count;
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) count);
      channel.read(bytes, start);
      return RawText.decode(Arrays.copyOf(bytes.array(), bytes.position()));
    } catch (IOException e) {
      throw PortoFailure.system(e.getMessage(), "Read " + file);
    }
  }

  /** Drops the oldest output where there is more than the limit allows. */
  void rotate(Container container) {
    for (String stream : List.of("stdout", "stderr")) {
      try {
        Path file = file(container, stream);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          long dropped = Rotation.rotate(file, limit(container));
          if (dropped > 0) {
            container.setting(stream + "_offset", Long.toString(offset(container, stream) + dropped));
          }
        }
      } catch (PortoFailure | IOException e) {
        // Not a file of ours, or already gone: there is nothing to rotate.
        continue;
      }
    }
  }

  long offset(Container container, String stream) {
    String dropped = container.setting(stream + "_offset");
    return dropped == null ? 0 : Long.parseLong(dropped);
  }

  Path file(Container container, String stream) {
    String chosen = container.setting(stream + "_path");
    String file = places.stream(container, chosen == null ? stream : chosen, 0,
        places.workDir(container).toString(),
        "/", chosen != null);
    if (file.equals("/dev/null") || file.startsWith("/proc/")) {
      throw invalid("Data not available");
    }
    return Path.of(file);
  }

  private static long limit(Container container) {
    String limit = container.setting("stdout_limit");
    return limit == null ? DEFAULT_LIMIT : Long.parseUnsignedLong(limit);
  }

  private static PortoFailure invalid(String message) {
    return new PortoFailure(ErrorCode.INVALID_DATA, message);
  }
}
