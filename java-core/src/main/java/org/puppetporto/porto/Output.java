package org.puppetporto.porto;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a container wrote to one of its streams, read on from where one stands: a range of bytes, so that nothing
 * is read twice.
 *
 * @param bytes what came; empty when nothing did
 * @param next where to go on
 * @param lost how many bytes portod had dropped before they were read: it keeps {@code stdout_limit} of them
 */
public record Output(byte[] bytes, OutputPosition next, long lost) {
  private static final int TRIES = 3;

  /** Where to go on when only the first {@code count} of the bytes were of use. */
  public OutputPosition after(int count) {
    return next.at(next.offset() - bytes.length + count);
  }

  /**
   * Reads on.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param most how many bytes at most
   * @throws PortoException {@link ErrorCode#INVALID_STATE} when the container is stopped,
   *     {@link ErrorCode#INVALID_DATA} when its output goes elsewhere
   */
  public static Output read(PortoClient porto, String name, String stream, OutputPosition from, int most)
      throws PortoException {
    for (int attempt = 1;; attempt++) {
      try {
        return attempt(porto, name, stream, from, most);
      } catch (PortoException e) {
        // What was asked for may have been dropped between the two requests.
        if (e.code() != ErrorCode.INVALID_DATA || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static Output attempt(PortoClient porto, String name, String stream, OutputPosition from, int most)
      throws PortoException {
    OutputPosition now = position(porto, name, stream);
    boolean same = from.continues(now);
    long kept = now.offset();
    long begin = same ? Math.max(from.offset(), kept) : kept;
    if (same && begin > kept) {
      // One byte that is known already: without it, the stream is a new one that has not got so far.
      byte[] bytes = range(porto, name, stream, begin - 1, most + 1L);
      if (bytes.length > 0) {
        return new Output(Arrays.copyOfRange(bytes, 1, bytes.length), now.at(begin + bytes.length - 1), 0);
      }
      begin = kept;
    }
    byte[] bytes = range(porto, name, stream, begin, most);
    long lost = same ? Math.max(kept - from.offset(), 0) : 0;
    return new Output(bytes, now.at(begin + bytes.length), lost);
  }

  private static byte[] range(PortoClient porto, String name, String stream, long begin, long length)
      throws PortoException {
    return porto.getBytes(name, stream + "[" + begin + ":" + length + "]");
  }

  /** Where the oldest byte is that portod still keeps. */
  private static OutputPosition position(PortoClient porto, String name, String stream) throws PortoException {
    List<String> asked = OutputPosition.asked(stream);
    Map<String, PropertyResult> answer = porto.get(List.of(name), asked, false).getOrDefault(name, Map.of());
    PropertyResult offset = answer.get(asked.get(0));
    if (offset == null || offset.error() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
      throw new PortoException(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found");
    }
    return OutputPosition.of(stream, answer);
  }
}
