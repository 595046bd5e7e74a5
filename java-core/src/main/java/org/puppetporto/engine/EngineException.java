package org.puppetporto.engine;

/** The engine's one exception: what is wrong with which daemon, and the remedy. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Fault fault;
  private final String detail;

  public EngineException(Fault fault, String message) {
    this(fault, message, "", null);
  }

  /**
   * @param detail more than fits an event, such as the tail of stderr; "" when there is none
   */
  public EngineException(Fault fault, String message, String detail, Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.detail = detail;
  }

  public Fault fault() {
    return fault;
  }

  public String detail() {
    return detail;
  }
}
