package org.puppetporto.porto;

/** Porto's EError. Numbers from Porto 5.3.59 src/rpc.proto; those from 32 to 37 are absent from 5.3.15. */
public enum ErrorCode {
  SUCCESS(0), UNKNOWN(1), INVALID_METHOD(2), CONTAINER_ALREADY_EXISTS(3), CONTAINER_DOES_NOT_EXIST(4),
  INVALID_PROPERTY(5), INVALID_DATA(6), INVALID_VALUE(7), INVALID_STATE(8), NOT_SUPPORTED(9),
  RESOURCE_NOT_AVAILABLE(10), PERMISSION(11), VOLUME_ALREADY_EXISTS(12), VOLUME_NOT_FOUND(13),
  NO_SPACE(14), BUSY(15), VOLUME_ALREADY_LINKED(16), VOLUME_NOT_LINKED(17), LAYER_ALREADY_EXISTS(18),
  LAYER_NOT_FOUND(19), NO_VALUE(20), VOLUME_NOT_READY(21), INVALID_COMMAND(22), LOST_ERROR(23),
  DEVICE_NOT_FOUND(24), INVALID_PATH(25), INVALID_NETWORK_ADDRESS(26), PORTO_FROZEN(27),
  LABEL_NOT_FOUND(28), INVALID_LABEL(29), HELPER_ERROR(30), HELPER_FATAL_ERROR(31),
  INVALID_FILESYSTEM(32), NBD_LINK_TIMEOUT(33), NBD_SOCKET_ERROR(34), NBD_SOCKET_TIMEOUT(35),
  NBD_UNKNOWN_EXPORT(36), NBD_PROTOCOL_ERROR(37), NOT_FOUND(404), SOCKET_ERROR(502),
  SOCKET_UNAVAILABLE(503), SOCKET_TIMEOUT(504), PORTOD_RELOADED(505), TAINT(666), DOCKER(700),
  DOCKER_IMAGE_NOT_FOUND(701), QUEUED(1000);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The code with this number; {@link #LOST_ERROR} for numbers this client does not know. */
  public static ErrorCode of(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return LOST_ERROR;
  }
}
