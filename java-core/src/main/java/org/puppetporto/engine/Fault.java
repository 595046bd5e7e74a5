package org.puppetporto.engine;

/** Why the engine could not do what was asked; the bridge gives each its error code. */
public enum Fault {
  /** The definition was refused. */
  DEFINITION(-32010, "definition refused"),
  /** Porto is unreachable: nothing is known of containers. */
  PORTO_UNREACHABLE(-32011, "Porto unreachable"),
  /** apt or dpkg failed. */
  PACKAGES(-32012, "package operation failed"),
  /** Another process holds the host lock. */
  LOCKED(-32013, "locked"),
  /** An action of the plan failed. */
  ACTION(-32014, "action failed"),
  /** A safety rule refused the plan. */
  REFUSED(-32015, "refused by a safety rule");

  private final int code;
  private final String reason;

  Fault(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The JSON-RPC error code of docs/architecture.md. */
  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
