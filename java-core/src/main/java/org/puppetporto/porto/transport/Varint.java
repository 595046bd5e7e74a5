package org.puppetporto.porto.transport;

/** The length that precedes a frame. */
final class Varint {
  private Varint() {}

  /** The frame with its length in front, in one array, so that it leaves in one write. */
  static byte[] prefixed(byte[] frame) {
    int size = 1;
    for (int rest = frame.length >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    byte[] out = new byte[size + frame.length];
    int rest = frame.length;
    for (int i = 0; i < size; i++) {
      out[i] = (byte) (rest & 0x7f | (i + 1 < size ? 0x80 : 0));
      rest >>>= 7;
    }
    System.arraycopy(frame, 0, out, size, frame.length);
    return out;
  }
}
